using System.Diagnostics.CodeAnalysis;
using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Docker;

/// <summary>Where the engine listens.</summary>
internal static class DockerEndpoint
{
    private const string Usual = "unix:///var/run/docker.sock";

    /// <summary>The configured address, else the environment's, else the usual socket.</summary>
    public static Uri Choose(string? configured)
    {
        var text = FirstGiven(configured, Environment.GetEnvironmentVariable("DOCKER_HOST"), Usual);
        return TryParse(text, out var endpoint)
            ? endpoint
            : throw new EngineException(new ScanFailure(
                FailureKind.EngineUnavailable,
                $"DOCKER_HOST is '{DisplayText.Clean(text, 80)}', which is not a unix://, tcp://, http://, https:// or npipe:// address; correct it"));
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? endpoint)
        => Uri.TryCreate(text, UriKind.Absolute, out endpoint)
            && endpoint.Scheme is "unix" or "tcp" or "http" or "https" or "npipe"
            && string.IsNullOrEmpty(endpoint.UserInfo);

    private static string FirstGiven(params string?[] candidates) => candidates.First(text => !string.IsNullOrWhiteSpace(text))!;
}
