using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace DockerScan.TestKit.VirusTotal;

/// <summary>
/// A VirusTotal on this machine: look-ups of files, addresses and domains as documented for API v3, with faults on demand. It stands
/// for the real one, which a test cannot have; a client in another language is run against it to show that it speaks as VirusTotal does.
/// </summary>
public sealed class LoopbackVirusTotal : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const int HugeBytes = 8 << 20;
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, (int Malicious, int Suspicious)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<VirusTotalFault> _faults = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentDictionary<string, (string File, int Polls)> _analyses = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Name, string Sha256, string ContentType)> _uploads = new();
    private readonly Task _serving;
    private TaskCompletionSource _gate = Open();

    private LoopbackVirusTotal(HttpListener listener, int port)
    {
        (_listener, Port) = (listener, port);
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The API's address, as it goes into the settings.</summary>
    public Uri Api => new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/api/v3/");

    /// <summary>Every path that was asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Every file that was uploaded: its name in the form, its real hash, and the content type of the request.</summary>
    public IReadOnlyList<(string Name, string Sha256, string ContentType)> Uploads => [.. _uploads];

    /// <summary>How many engines flag what is uploaded.</summary>
    public int UploadVerdict { get; set; }

    /// <summary>How often an analysis is asked about before it is complete.</summary>
    public int PollsUntilDone { get; set; } = 2;

    /// <summary>True when addresses and domains that nobody named are known and harmless.</summary>
    public bool KnowsNetworks { get; set; }

    public static LoopbackVirusTotal Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
            try
            {
                listener.Start();
                return new LoopbackVirusTotal(listener, port);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody took the port in between.
                listener.Close();
            }
        }
    }

    /// <summary>It is known from now on.</summary>
    public void Know(string value, int malicious = 0, int suspicious = 0) => _known[value] = (malicious, suspicious);

    /// <summary>The next request goes wrong; several wait in line.</summary>
    public void Fail(VirusTotalFault fault) => _faults.Enqueue(fault);

    /// <summary>No request is answered from now on.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Requests are answered again, those that wait too.</summary>
    public void Release() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _stop.CancelAsync();
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => HandleAsync(context), CancellationToken.None);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        try
        {
            var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath);
            _asked.Enqueue(path);
            await _gate.Task.WaitAsync(_stop.Token);
            if (context.Request.Headers["x-apikey"] is not { } key)
            {
                await ErrorAsync(context, 401, "AuthenticationRequiredError", "X-Apikey header is missing");
            }
            else if (key != Key)
            {
                await ErrorAsync(context, 401, "WrongCredentialsError", "Wrong API key");
            }
            else
            {
                await AnswerAsync(context, path, _faults.TryDequeue(out var fault) ? fault : null);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went, or the server ends.
        }
    }

    private Task AnswerAsync(HttpListenerContext context, string path, VirusTotalFault? fault) => fault switch
    {
        null when path is "/api/v3/files" or "/_ah/upload/here" => UploadAsync(context),
        null when path == "/api/v3/files/upload_url" => WriteAsync(context, 200, "application/json", $"{{\"data\":\"{new Uri(Api, "/_ah/upload/here")}\"}}"),
        null when path.StartsWith("/api/v3/analyses/", StringComparison.Ordinal) => AnalysisAsync(context, path["/api/v3/analyses/".Length..]),
        null => ObjectAsync(context, path, other: null),
        VirusTotalFault.OverQuota => ErrorAsync(context, 429, "QuotaExceededError", "Quota exceeded"),
        VirusTotalFault.OverQuotaForTwoMinutes => RestAsync(context, "120"),
        VirusTotalFault.OverQuotaUntilMidnight => RestAsync(context, DateTimeOffset.UtcNow.Date.AddDays(1).ToString("r", CultureInfo.InvariantCulture)),
        VirusTotalFault.WrongKey => ErrorAsync(context, 401, "WrongCredentialsError", "Wrong API key"),
        VirusTotalFault.Forbidden => ErrorAsync(context, 403, "ForbiddenError", "You are not authorized to perform the requested operation"),
        VirusTotalFault.ServerError => WriteAsync(context, 500, "text/html", "<html>Internal Server Error</html>"),
        VirusTotalFault.Transient => ErrorAsync(context, 503, "TransientError", "Transient server error, try again later"),
        VirusTotalFault.Silence => Task.Delay(Timeout.Infinite, _stop.Token),
        VirusTotalFault.HalfAnswer => HalfAsync(context),
        VirusTotalFault.HalfJson => WriteAsync(context, 200, "application/json", """{"data":{"id":"x","type":"fi"""),
        VirusTotalFault.Html => WriteAsync(context, 200, "text/html", "<!doctype html><title>Maintenance</title>"),
        VirusTotalFault.NotFoundPage => WriteAsync(context, 404, "text/html", "<html>404</html>"),
        VirusTotalFault.Huge => WriteAsync(context, 200, "application/json", "{\"data\":\"" + new string('x', HugeBytes) + "\"}"),
        VirusTotalFault.Redirect => RedirectAsync(context),
        VirusTotalFault.OtherObject => ObjectAsync(context, path, other: new string('f', 64)),
        VirusTotalFault.NeverAnalysed => WriteAsync(context, 200, "application/json", Fill("file", Last(path), 0, 0).Replace("last_analysis_stats", "x_stats", StringComparison.Ordinal)),
        VirusTotalFault.DamagedStats => WriteAsync(context, 200, "application/json", Fill("file", Last(path), 0, 0).Replace("\"malicious\":0", "\"malicious\":\"none\"", StringComparison.Ordinal)),
        _ => throw new InvalidOperationException($"no such fault: {fault}"),
    };

    private async Task UploadAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body, _stop.Token);
        var type = context.Request.ContentType ?? string.Empty;
        if (Form(type, body.ToArray()) is not var (name, content))
        {
            await ErrorAsync(context, 400, "BadRequestError", "Received multipart message doesn't contain any file");
            return;
        }

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        _uploads.Enqueue((name, hash, type));
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{hash[..32]}:1720000000"));
        _analyses[id] = (hash, 0);
        await WriteAsync(context, 200, "application/json", Read("upload").Replace("@id@", id, StringComparison.Ordinal));
    }

    // As their front end reads it: the boundary without quotes, the name from filename alone.
    private static (string Name, byte[] Content)? Form(string type, byte[] body)
    {
        const string mark = "boundary=";
        var at = type.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0 || type.Contains('"', StringComparison.Ordinal))
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(body);
        var boundary = "--" + type[(at + mark.Length)..];
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var end = text.LastIndexOf("\r\n" + boundary + "--", StringComparison.Ordinal);
        var match = System.Text.RegularExpressions.Regex.Match(
            text[..Math.Max(head, 0)], "name=\"file\"; filename=\"(?<file>[^\"]+)\"\\s*$", System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        return text.StartsWith(boundary, StringComparison.Ordinal) && head > 0 && end > head && match.Success
            ? (match.Groups["file"].Value, body[(head + 4)..end])
            : null;
    }

    private Task AnalysisAsync(HttpListenerContext context, string id)
    {
        if (!_analyses.TryGetValue(id, out var analysis))
        {
            return ErrorAsync(context, 404, "NotFoundError", "Resource not found");
        }

        _analyses[id] = analysis with { Polls = analysis.Polls + 1 };
        var isDone = analysis.Polls >= PollsUntilDone;
        if (isDone)
        {
            Know(analysis.File, UploadVerdict);
        }

        return WriteAsync(context, 200, "application/json", Read("analysis").Replace("@id@", id, StringComparison.Ordinal)
            .Replace("@sha256@", analysis.File, StringComparison.Ordinal).Replace("@status@", isDone ? "completed" : analysis.Polls == 0 ? "queued" : "in-progress", StringComparison.Ordinal));
    }

    private Task ObjectAsync(HttpListenerContext context, string path, string? other)
    {
        var (kind, value) = (Kind(path), Last(path));
        if (kind is null)
        {
            return ErrorAsync(context, 404, "NotFoundError", "Resource not found");
        }

        var isKnown = _known.TryGetValue(value, out var votes) || (KnowsNetworks && kind != "file");
        return isKnown || other is not null
            ? WriteAsync(context, 200, "application/json", Fill(kind, other ?? value, votes.Malicious, votes.Suspicious))
            : ErrorAsync(context, 404, "NotFoundError", $"{kind} not found");
    }

    private static string? Kind(string path) => path.Split('/') switch
    {
        ["", "api", "v3", "files", _] => "file",
        ["", "api", "v3", "ip_addresses", _] => "ip_address",
        ["", "api", "v3", "domains", _] => "domain",
        _ => null,
    };

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Fill(string payload, string id, int malicious, int suspicious) => Read(payload)
        .Replace("@id@", id, StringComparison.Ordinal)
        .Replace("@malicious@", malicious.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@suspicious@", suspicious.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Read(string payload)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"virustotal.{payload}.json")
            ?? throw new InvalidOperationException($"payload {payload} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Task RestAsync(HttpListenerContext context, string retryAfter)
    {
        context.Response.AddHeader("Retry-After", retryAfter);
        return ErrorAsync(context, 429, "QuotaExceededError", "Quota exceeded");
    }

    private static Task RedirectAsync(HttpListenerContext context)
    {
        context.Response.AddHeader("Location", "http://127.0.0.1:1/stolen");
        return WriteAsync(context, 302, "text/html", "moved");
    }

    private static async Task HalfAsync(HttpListenerContext context)
    {
        context.Response.ContentLength64 = 1000;
        await context.Response.OutputStream.WriteAsync("{\"data\":"u8.ToArray());
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
    }

    private static Task ErrorAsync(HttpListenerContext context, int status, string code, string message) => WriteAsync(
        context, status, "application/json",
        Read("error").Replace("@code@", code, StringComparison.Ordinal).Replace("@message@", message, StringComparison.Ordinal));

    private static async Task WriteAsync(HttpListenerContext context, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
