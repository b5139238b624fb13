using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.VirusTotal;

/// <summary>Sends one request: bounded in time and size, never redirected, never tried again by itself, because each costs quota.</summary>
internal sealed class VirusTotalHttp(IHttpClientFactory clients, IOptions<VirusTotalOptions> options, TimeProvider time)
{
    /// <summary>The name of the client, which follows no redirect: it would take the key along.</summary>
    public const string ClientName = "DockerScan.VirusTotal";

    // Answers with all engines have some 100 kB.
    private const int MaxAnswerBytes = 4 << 20;

    /// <summary>The answer's status and body, or the reason why there is none.</summary>
    public async Task<VirusTotalAnswer> GetAsync(string path, Secret key, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(options.Value.ApiUrl), path));
        message.Headers.Add("x-apikey", key.Reveal());
        try
        {
            using var response = await clients.CreateClient(ClientName).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            var body = await ReadAsync(response, linked.Token);
            return body is null
                ? VirusTotalAnswer.None("VirusTotal's answer is too large")
                : new VirusTotalAnswer((int)response.StatusCode, body, RetryAfter(response), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return VirusTotalAnswer.None(FormattableString.Invariant($"VirusTotal did not answer in {options.Value.TimeoutSeconds} s"));
        }
        catch (HttpRequestException exception)
        {
            return VirusTotalAnswer.None($"VirusTotal cannot be reached: {exception.HttpRequestError}");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return VirusTotalAnswer.None("VirusTotal's answer broke off");
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > MaxAnswerBytes)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
