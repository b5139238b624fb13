using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using DockerScan.Core;

namespace DockerScan.Docker.Connection;

/// <summary>Tells what an exception or an error line of the engine means to a person.</summary>
internal static class EngineErrors
{
    /// <summary>What is said of a connection that ended without an answer.</summary>
    public const string BrokeOff = "cannot be reached or broke off";

    private const int MaxDetail = 240;

    // The first match wins: a full disk while "not found" stands in the same line is a full disk.
    private static readonly (string Text, FailureKind Kind)[] Signs =
    [
        ("no space left on device", FailureKind.DiskFull),
        ("disk quota exceeded", FailureKind.DiskFull),
        ("toomanyrequests", FailureKind.RateLimited),
        ("too many requests", FailureKind.RateLimited),
        ("rate limit", FailureKind.RateLimited),
        ("unauthorized", FailureKind.Unauthorized),
        ("authentication required", FailureKind.Unauthorized),
        ("no basic auth credentials", FailureKind.Unauthorized),
        ("denied", FailureKind.Unauthorized),
        ("no matching manifest", FailureKind.WrongPlatform),
        ("does not match the specified platform", FailureKind.WrongPlatform),
        ("manifest unknown", FailureKind.ImageNotFound),
        ("no such image", FailureKind.ImageNotFound),
        ("no such host", FailureKind.RegistryUnavailable),
        ("dial tcp", FailureKind.RegistryUnavailable),
        ("tls handshake", FailureKind.RegistryUnavailable),
        ("x509:", FailureKind.RegistryUnavailable),
        ("i/o timeout", FailureKind.RegistryUnavailable),
        ("server gave http response", FailureKind.RegistryUnavailable),
        ("client.timeout exceeded", FailureKind.RegistryUnavailable),
        ("received unexpected http status", FailureKind.RegistryUnavailable),
        ("unexpected eof", FailureKind.RegistryUnavailable),
        ("not found", FailureKind.ImageNotFound),
    ];

    /// <summary>True for what a client call is known to throw when the engine, not this program, is at fault.</summary>
    public static bool IsKnown(Exception exception)
        => exception is DockerApiException or HttpRequestException or IOException or SocketException or TimeoutException
            or OperationCanceledException or JsonException or UnauthorizedAccessException or InvalidDataException
            or AggregateException;

    public static EngineException ToEngineException(Exception exception, string action, string setting = DockerEndpoint.Variable)
        => exception as EngineException ?? new EngineException(ToFailure(exception, action, setting), exception);

    /// <param name="exception">What was thrown.</param>
    /// <param name="action">What was being done.</param>
    /// <param name="setting">What a person sets to name the engine. Another than the usual one is named, because then there are two.</param>
    public static ScanFailure ToFailure(Exception exception, string action, string setting = DockerEndpoint.Variable)
    {
        var engine = setting == DockerEndpoint.Variable ? "The container engine" : $"The container engine of {setting}";
        return exception switch
        {
            DockerApiException api => FromText(Detail(api), action, FromStatus(api.StatusCode)),
            OperationCanceledException or TimeoutException => new ScanFailure(
                FailureKind.EngineUnavailable, $"{engine} did not answer in time ({action}); look at its load and try again"),
            UnauthorizedAccessException => new ScanFailure(
                FailureKind.EngineUnavailable, $"{engine}'s socket may not be opened ({action}); add this user to the docker group"),
            JsonException or InvalidDataException => new ScanFailure(
                FailureKind.EngineUnavailable, $"{engine} sent an answer that cannot be read ({action})"),
            _ when Socket(exception) is SocketError.AccessDenied => new ScanFailure(
                FailureKind.EngineUnavailable, $"{engine}'s socket may not be opened ({action}); add this user to the docker group"),
            _ => new ScanFailure(
                FailureKind.EngineUnavailable, $"{engine} {BrokeOff} ({action}); start it, or set {setting}"),
        };
    }

    /// <summary>A failure from an error line that the engine wrote into an answer.</summary>
    public static ScanFailure FromText(string text, string action, FailureKind otherwise)
    {
        var detail = DisplayText.Clean(HostPaths.Hide(text), MaxDetail);
        var kind = otherwise;
        foreach (var sign in Signs)
        {
            if (text.Contains(sign.Text, StringComparison.OrdinalIgnoreCase))
            {
                kind = sign.Kind;
                break;
            }
        }

        return new ScanFailure(kind, $"{Opening(kind)} ({action}): {detail}");
    }

    private static string Opening(FailureKind kind)
        => kind switch
        {
            FailureKind.DiskFull => "The container engine's disk is full; free some space",
            FailureKind.RateLimited => "The registry asks to wait; try later, or log in with docker login",
            FailureKind.Unauthorized => "The registry gives no access; run docker login on this machine",
            FailureKind.WrongPlatform => "The image has no such platform",
            FailureKind.ImageNotFound => "The engine found no such image",
            FailureKind.RegistryUnavailable => "The engine cannot reach the registry; try again",
            FailureKind.Unsupported => "The container engine could not take the image",
            _ => "The container engine failed",
        };

    private static FailureKind FromStatus(HttpStatusCode status)
        => status switch
        {
            HttpStatusCode.NotFound => FailureKind.ImageNotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FailureKind.Unauthorized,
            HttpStatusCode.TooManyRequests => FailureKind.RateLimited,
            >= HttpStatusCode.InternalServerError => FailureKind.EngineUnavailable,
            _ => FailureKind.Internal,
        };

    private static SocketError? Socket(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }

    /// <summary>The engine's own message in an answer.</summary>
    public static string Detail(DockerApiException exception)
    {
        if (string.IsNullOrWhiteSpace(exception.ResponseBody))
        {
            return FormattableString.Invariant($"status {(int)exception.StatusCode}");
        }

        try
        {
            using var body = JsonDocument.Parse(exception.ResponseBody);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String
                ? message.GetString()!
                : exception.ResponseBody;
        }
        catch (JsonException)
        {
            // A proxy before the engine may answer in HTML.
            return exception.ResponseBody;
        }
    }
}
