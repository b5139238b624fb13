using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using DockerScan.Core;
using Microsoft.Extensions.Logging;

namespace DockerScan.Registry.Http;

/// <summary>Sends requests: bounded in time and size, retried on server errors, redirected by hand. Every failure is an <see cref="EngineException"/>.</summary>
/// <param name="clients">The clients.</param>
/// <param name="hosts">Which hosts may be asked, and how.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
/// <param name="clientName">The client for what may have no private address: <see cref="ClientName"/> or <see cref="ProxiedClientName"/>.</param>
internal sealed class RegistryHttp(IHttpClientFactory clients, RegistryHosts hosts, TimeProvider time, ILogger<RegistryHttp> logger, string clientName = RegistryHttp.ClientName)
{
    /// <summary>The name of the client, whose handler neither redirects nor connects to private addresses.</summary>
    public const string ClientName = "DockerScan.Registry";

    /// <summary>The name of the client for what may have a private address.</summary>
    public const string ExemptClientName = "DockerScan.Registry.Exempt";

    /// <summary>The name of the client that goes through the proxy that the environment names, if it names one.</summary>
    public const string ProxiedClientName = "DockerScan.Registry.Proxied";

    private const int MaxRedirects = 5;
    private const int MaxErrorBytes = 64 << 10;
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>The answer, whatever its status below 500; to HEAD, which has no words for what is wrong, whatever its status.</summary>
    public async Task<RegistryResponse> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (response, problem) = await TryAsync(request, cancellationToken);
            if (response is not null && (response.Status < HttpStatusCode.InternalServerError || request.Method == HttpMethod.Head))
            {
                return response;
            }

            var status = problem ?? FormattableString.Invariant($"status {(int)response!.Status}");
            if (attempt == Delays.Length)
            {
                throw Unavailable(request.Url, problem is null ? $"fails ({status}); try again later" : $"cannot be reached from here ({status})");
            }

            var delay = Delay(response, attempt);
            Log.Retrying(logger, request.Url.Host, status, delay);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    // What a busy server asks for, but no scan waits long for it.
    private TimeSpan Delay(RegistryResponse? response, int attempt)
    {
        var now = time.GetUtcNow();
        var asked = response?.RetryAfter(now) - now ?? TimeSpan.Zero;
        return asked > LongestDelay ? LongestDelay : asked > Delays[attempt] ? asked : Delays[attempt];
    }

    /// <summary>A failure of a registry. What it was exactly is told by <paramref name="cause"/>: a time-out, or content that is not its digest's.</summary>
    public static EngineException Unavailable(Uri url, string what, Exception? cause = null)
        => new(new ScanFailure(FailureKind.RegistryUnavailable, $"{DisplayText.Clean(url.Authority, 100)} {what}"), cause);

    private async Task<(RegistryResponse? Response, string? Problem)> TryAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Limit ?? TimeSpan.FromSeconds(hosts.Options.TimeoutSeconds);
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return (await FollowAsync(request, linked.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(request.Url, FormattableString.Invariant($"did not answer in {limit.TotalSeconds:F0} s; try again later"), new TimeoutException());
        }
        catch (HttpRequestException exception) when (Refusal(exception) is { } refusal)
        {
            throw new EngineException(refusal, exception);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            throw Unavailable(request.Url, "has a TLS certificate that cannot be trusted");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, exception is HttpRequestException { HttpRequestError: var error } ? Words(error) : "the connection broke off");
        }
    }

    private static string Words(HttpRequestError error)
        => error switch
        {
            HttpRequestError.NameResolutionError => "DNS",
            HttpRequestError.ConnectionError => "no connection",
            HttpRequestError.SecureConnectionError => "TLS",
            HttpRequestError.ResponseEnded => "the connection broke off",
            _ => error.ToString(),
        };

    // What the connector refuses comes wrapped.
    private static ScanFailure? Refusal(Exception? exception)
    {
        while (exception is not null and not EngineException)
        {
            exception = exception.InnerException;
        }

        return (exception as EngineException)?.Failure;
    }

    private async Task<RegistryResponse> FollowAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var url = request.Url;
        for (var count = 0; count <= MaxRedirects; count++)
        {
            Check(url, request.Origin);
            using var message = Message(request, url);
            var client = clients.CreateClient(hosts.IsExempt(url, request.Origin) ? ExemptClientName : clientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response.StatusCode) || request.Form is not null)
            {
                return await ReadAsync(request, response, cancellationToken);
            }

            if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var next))
            {
                throw Unavailable(url, "redirects to nowhere");
            }

            url = next;
        }

        throw Unavailable(request.Url, "redirects too often");
    }

    private void Check(Uri url, Uri origin)
    {
        if (!hosts.MayFollow(url, origin) || hosts.IsRefusedLiteral(url, origin))
        {
            throw new EngineException(new ScanFailure(
                FailureKind.RegistryNotAllowed,
                $"{DisplayText.Clean(url.GetLeftPart(UriPartial.Authority), 100)} is refused: it has no TLS or a private address; an operator can list {DisplayText.Clean(FormattableString.Invariant($"{url.Host}:{url.Port}"), 100)} in Registry:InsecureRegistries"));
        }
    }

    private static HttpRequestMessage Message(RegistryRequest request, Uri url)
    {
        var message = new HttpRequestMessage(request.Method, url);
        var isSameHost = string.Equals(url.Authority, request.Url.Authority, StringComparison.OrdinalIgnoreCase) && url.Scheme == request.Url.Scheme;
        message.Headers.Authorization = isSameHost ? request.Authorization : null;
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("DockerScan", null));
        foreach (var type in request.Accept)
        {
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        if (request.Form is not null)
        {
            message.Content = new FormUrlEncodedContent(request.Form);
        }

        return message;
    }

    private static bool IsRedirect(HttpStatusCode status)
        => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static async Task<RegistryResponse> ReadAsync(RegistryRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isSuccess = response.StatusCode == HttpStatusCode.OK;
        if (isSuccess && request.Destination is { } destination)
        {
            await CopyAsync(request, response, destination, cancellationToken);
            return new RegistryResponse(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, []);
        }

        var limit = isSuccess ? request.MaxBytes : Math.Min(MaxErrorBytes, request.MaxBytes);
        var body = request.Method == HttpMethod.Head ? [] : await ReadBodyAsync(request.Url, response, limit, cutOff: !isSuccess, cancellationToken);
        return new RegistryResponse(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, body);
    }

    private static async Task CopyAsync(RegistryRequest request, HttpResponseMessage response, Stream destination, CancellationToken cancellationToken)
    {
        // A connection that broke off in the middle left something.
        destination.SetLength(0);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[128 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (destination.Length + count > request.MaxLength)
            {
                throw Unavailable(request.Url, FormattableString.Invariant($"sends more than {request.MaxLength} bytes where less was expected"));
            }

            await WriteAsync(destination, buffer.AsMemory(0, count), cancellationToken);
        }
    }

    // Told from a connection that broke off, which is tried again.
    private static async Task WriteAsync(Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new EngineException(new ScanFailure(FailureKind.DiskFull, "what is downloaded cannot be written: the disk is full or reports an error; free some space and try again"), exception);
        }
    }

    private static async Task<byte[]> ReadBodyAsync(
        Uri url, HttpResponseMessage response, int limit, bool cutOff, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[32 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > limit)
            {
                return cutOff ? body.ToArray() : throw Unavailable(url, FormattableString.Invariant($"sends more than {limit} bytes where less was expected"));
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
