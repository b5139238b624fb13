using System.Net;
using Docker.DotNet;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Sandbox;

/// <summary>Tells an image that cannot be started from an engine that fails.</summary>
/// <remarks>
/// Words do not tell them apart: "permission denied" and "no such file or directory" are said of both. So the engine is tried
/// with a container that differs in nothing but the image (<see cref="StartControl"/>). This only knows what needs no trying.
/// </remarks>
internal static class StartFailure
{
    private const int MaxLength = 400;

    // What comes and goes with the machine: a second later the control may well start.
    private static readonly string[] EnginesOwn =
    [
        "no space left on device",
        "disk quota exceeded",
        "cannot allocate memory",
        "resource temporarily unavailable",
        "too many open files",
        "cgroup",
        "context deadline exceeded",
        "context canceled",
        "transport is closing",
        "connection refused",
        "ttrpc: closed",
        "shim died",
        "unknown runtime",
        "unknown or invalid runtime",
    ];

    // Runtimes put a chain of these before what matters.
    private static readonly string[] Openings =
    [
        "failed to create task for container: ",
        "failed to create shim task: ",
        "OCI runtime create failed: ",
        "OCI runtime start failed: ",
        "runc create failed: ",
        "runc run failed: ",
        "unable to start container process: ",
        "error during container init: ",
    ];

    /// <summary>The engine's words when it refused and the image may be at fault; null when the engine itself is, whatever a control would say.</summary>
    public static string? MayBeImage(EngineException failure)
        => failure.InnerException is DockerApiException refusal && failure.Failure.Kind != FailureKind.DiskFull ? MayBeImage(refusal) : null;

    /// <inheritdoc cref="MayBeImage(EngineException)"/>
    public static string? MayBeImage(DockerApiException refusal)
    {
        var text = EngineErrors.Detail(refusal);
        var isGone = refusal.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict && !IsCommand(text);
        return isGone || Array.Exists(EnginesOwn, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase)) ? null : Words(text);
    }

    private static string Words(string text)
    {
        foreach (var opening in Openings)
        {
            text = text.Replace(opening, string.Empty, StringComparison.Ordinal);
        }

        text = text.Trim();
        const string unknown = ": unknown";
        return DisplayText.Clean(HostPaths.Hide(text.EndsWith(unknown, StringComparison.Ordinal) ? text[..^unknown.Length] : text), MaxLength);
    }

    // Some engines answer "not found" for a command that is not there.
    private static bool IsCommand(string text)
        => text.Contains("starting container process", StringComparison.Ordinal) || text.Contains("start container process", StringComparison.Ordinal);
}
