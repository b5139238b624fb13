using System.Diagnostics.CodeAnalysis;
using DockerScan.Core;

namespace DockerScan.Docker.Connection;

/// <summary>Where the engine listens.</summary>
internal static class DockerEndpoint
{
    private const string Usual = "unix:///var/run/docker.sock";

    /// <summary>The environment variable that names the engine.</summary>
    public const string Variable = "DOCKER_HOST";

    /// <summary>The configured address, else the environment's, else the usual socket.</summary>
    /// <param name="configured">The configured address.</param>
    /// <param name="setting">What to name when the address is wrong.</param>
    /// <exception cref="EngineException">It is no address of an engine.</exception>
    public static Uri Choose(string? configured, string setting = Variable)
    {
        var text = FirstGiven(configured, Environment.GetEnvironmentVariable(Variable), Usual);
        return TryParse(text, out var endpoint)
            ? endpoint
            : throw new EngineException(new ScanFailure(
                FailureKind.EngineUnavailable,
                $"{setting} is '{DisplayText.Clean(text, 80)}', which is not a unix://, tcp://, http://, https:// or npipe:// address; correct it"));
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? endpoint)
        => Uri.TryCreate(text, UriKind.Absolute, out endpoint)
            && endpoint.Scheme is "unix" or "tcp" or "http" or "https" or "npipe"
            && string.IsNullOrEmpty(endpoint.UserInfo);

    private static string FirstGiven(params string?[] candidates) => candidates.First(text => !string.IsNullOrWhiteSpace(text))!;
}
