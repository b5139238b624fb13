using System.Net;
using Docker.DotNet;
using DockerScan.Core;

namespace DockerScan.Docker.Sandbox;

/// <summary>Tells an image that cannot be started from an engine that fails.</summary>
internal static class StartFailure
{
    private const int MaxLength = 400;

    // What engines and runtimes say when the image's own command, user or folder is at fault.
    private static readonly string[] Signs =
    [
        "executable file not found",
        "no such file or directory",
        "exec format error",
        "permission denied",
        "not a directory",
        "is a directory",
        "unable to find user",
        "unable to find group",
        "no matching entries in passwd",
        "no matching entries in group",
        "uids and gids must be in range",
        "invalid working directory",
        "chdir to cwd",
        "argument list too long",
        "no command specified",
    ];

    /// <summary>The engine's words when the image is at fault, else null.</summary>
    public static string? OfImage(DockerApiException exception)
    {
        if (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict && !IsCommand(exception))
        {
            return null;
        }

        var text = EngineErrors.Detail(exception);
        return Array.Exists(Signs, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase)) ? DisplayText.Clean(text, MaxLength) : null;
    }

    // Some engines answer "not found" for a command that is not there.
    private static bool IsCommand(DockerApiException exception)
        => exception.ResponseBody?.Contains("starting container process", StringComparison.Ordinal) == true
            || exception.ResponseBody?.Contains("start container process", StringComparison.Ordinal) == true;
}
