using System.Net.Http.Headers;
using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal;

/// <summary>Sends one request: bounded in time and size, never redirected, never tried again by itself, because each costs quota.</summary>
internal sealed class VirusTotalHttp(IHttpClientFactory clients, IOptions<VirusTotalOptions> options, TimeProvider clock)
{
    /// <summary>The name of the client, which follows no redirect: it would take the key along.</summary>
    public const string ClientName = "DockerScan.VirusTotal";

    // Answers with all engines have some 100 kB.
    private const int MaxAnswerBytes = 4 << 20;

    // A floor of a minute, and a second for 100 kB.
    private const double UploadBytesPerSecond = 100_000;
    private static readonly TimeSpan UploadFloor = TimeSpan.FromSeconds(60);

    /// <summary>The answer's status and body, or the reason why there is none.</summary>
    public async Task<VirusTotalAnswer> GetAsync(string path, Secret key, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(options.Value.ApiUrl), path));
        return await SendAsync(message, key, TimeSpan.FromSeconds(options.Value.TimeoutSeconds), cancellationToken);
    }

    /// <summary>Posts a file, as the documented form with one part.</summary>
    /// <param name="target">A path below the API, or a whole address that was checked.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">The file; its length must be known.</param>
    /// <param name="name">Its name there, ASCII.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<VirusTotalAnswer> UploadAsync(string target, Secret key, Stream content, string name, CancellationToken cancellationToken)
    {
        var boundary = "dockerscan" + name[..16];
        using var form = new MultipartFormDataContent(boundary);
        // By hand: their front end knows neither filename* nor a boundary in quotes, which .NET writes by itself.
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        var part = new StreamContent(content);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = $"\"{name}\"" };
        form.Add(part);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(options.Value.ApiUrl), target)) { Content = form };
        return await SendAsync(message, key, UploadFloor + TimeSpan.FromSeconds(content.Length / UploadBytesPerSecond), cancellationToken);
    }

    private async Task<VirusTotalAnswer> SendAsync(HttpRequestMessage message, Secret key, TimeSpan time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(time, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
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
            return VirusTotalAnswer.None(FormattableString.Invariant($"VirusTotal did not answer in {time.TotalSeconds:0} s"));
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
        { Date: { } date } => date - clock.GetUtcNow(),
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

/// <summary>An answer before it is understood.</summary>
/// <param name="Status">The HTTP status; 0 when there is no answer.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
/// <param name="Problem">Why there is no answer, in one line; null when there is one.</param>
internal sealed record VirusTotalAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, string? Problem)
{
    public static VirusTotalAnswer None(string problem) => new(0, default, null, problem);
}
