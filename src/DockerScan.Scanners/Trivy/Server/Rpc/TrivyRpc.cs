using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>The same over HTTP, on 127.0.0.1 alone: no proxy, no redirect, bounded in time and size.</summary>
internal sealed class TrivyRpc : ITrivyRpc, IDisposable
{
    private const string TokenHeader = "Trivy-Token";
    private const int MaxAnswerBytes = 256 * 1024 * 1024;
    private const int MaxHealthBytes = 64;
    private const int MinBuffer = 64;
    private const int MaxFirstBuffer = 4 * 1024 * 1024;

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public TrivyRpc(TimeProvider time)
    {
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = HealthLimit, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) });
    }

    /// <inheritdoc/>
    public async Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}/healthz"));
        try
        {
            return (await SendAsync(request, HealthLimit, MaxHealthBytes, cancellationToken)).Span.Trim("\r\n"u8).SequenceEqual("ok"u8);
        }
        catch (TrivyRpcException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task PutBlobAsync(TrivyServerState server, RpcPutBlob blob, CancellationToken cancellationToken)
        => PostAsync(server, "trivy.cache.v1.Cache/PutBlob", blob, TrivyRpcJson.Types.RpcPutBlob, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteBlobAsync(TrivyServerState server, string blob, CancellationToken cancellationToken)
        => PostAsync(server, "trivy.cache.v1.Cache/DeleteBlobs", new RpcDeleteBlobs([blob]), TrivyRpcJson.Types.RpcDeleteBlobs, cancellationToken);

    /// <inheritdoc/>
    public async Task<RpcScanAnswer> ScanAsync(TrivyServerState server, RpcScan scan, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(server, "trivy.scanner.v1.Scanner/Scan", scan, TrivyRpcJson.Types.RpcScan, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(answer.Span, TrivyRpcJson.Types.RpcScanAnswer) ?? throw new TrivyRpcException("its answer is empty");
        }
        catch (JsonException e)
        {
            throw new TrivyRpcException("its answer is not of the form that is known", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ReadOnlyMemory<byte>> PostAsync<T>(TrivyServerState server, string method, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{server.Port}/twirp/{method}"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.TryAddWithoutValidation(TokenHeader, server.Token);
        return await SendAsync(request, CallLimit, MaxAnswerBytes, cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(HttpRequestMessage request, TimeSpan time, int maxBytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(time, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, maxBytes, either.Token)
                : throw new TrivyRpcException($"it answered with {(int)response.StatusCode}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TrivyRpcException($"no answer within {time.TotalSeconds:F0} s", e) { IsAway = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new TrivyRpcException($"it cannot be reached ({e.GetBaseException().GetType().Name})", e) { IsAway = true };
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        // What it says its answer's size is, so that a usual one is read into one piece; believed no further than that.
        var all = new byte[Math.Clamp(response.Content.Headers.ContentLength ?? 0, MinBuffer, Math.Min(maxBytes, MaxFirstBuffer)) + 1];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(all.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new TrivyRpcException($"its answer is larger than {maxBytes} bytes");
            }

            if (length == all.Length)
            {
                Array.Resize(ref all, (int)Math.Min(all.Length * 2L, maxBytes + 1L));
            }
        }

        return all.AsMemory(0, length);
    }
}
