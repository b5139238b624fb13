using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace DockerScan.Host.Tests.Browser;

/// <summary>Debian's Chromium without a window, spoken to by its own protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Where it is.</summary>
    public const string Program = "/usr/bin/chromium";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _waiting = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Chromium(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>What it says unasked, by the session that it is about.</summary>
    public Dictionary<string, Channel<JsonNode>> Sessions { get; } = [];

    public static async Task<Chromium> StartAsync(CancellationToken cancellationToken)
    {
        var profile = Directory.CreateTempSubdirectory("dockerscan-chromium-");
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--lang=en-US", "about:blank",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        var browser = new Chromium(Process.Start(start)!, profile);
        var address = await browser.ReadAddressAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        await browser._socket.ConnectAsync(address, cancellationToken);
        browser._reading = Task.Run(browser.ReadAsync, CancellationToken.None);
        return browser;
    }

    /// <summary>A page in a profile of its own: no cookie of another is there.</summary>
    public async Task<Tab> OpenAsync(CancellationToken cancellationToken)
    {
        var context = (string)(await SendAsync("Target.createBrowserContext", [], null, cancellationToken))["browserContextId"]!;
        var target = (string)(await SendAsync("Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = context }, null, cancellationToken))["targetId"]!;
        var session = (string)(await SendAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }, null, cancellationToken))["sessionId"]!;
        lock (_lock)
        {
            Sessions[session] = Channel.CreateUnbounded<JsonNode>();
        }

        var tab = new Tab(this, session);
        await tab.BeginAsync(cancellationToken);
        return tab;
    }

    /// <summary>Asks for something.</summary>
    /// <exception cref="InvalidOperationException">It says no.</exception>
    public async Task<JsonNode> SendAsync(string method, JsonObject parameters, string? session, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id;
        lock (_lock)
        {
            _waiting[id = ++_last] = answer;
        }

        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }

        var said = await answer.Task.WaitAsync(Patience, cancellationToken);
        return said["error"] is { } error ? throw new InvalidOperationException($"{method}: {error["message"]}") : said["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _ending.Dispose();
        _sending.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of it that ends later still writes.
        }
    }

    private async Task<Uri> ReadAddressAsync(CancellationToken cancellationToken)
    {
        const string Mark = "DevTools listening on ";
        while (await _process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                // The rest is taken too: a full pipe would stop it.
                _ = Task.Run(() => _process.StandardError.ReadToEndAsync(_ending.Token), CancellationToken.None);
                return new Uri(line[Mark.Length..]);
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened");
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _ending.Token);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.ToArray())!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or JsonException)
        {
            // It ends: whoever still waits runs out of patience.
        }
    }

    private void Take(JsonNode said)
    {
        TaskCompletionSource<JsonNode>? answer = null;
        Channel<JsonNode>? events = null;
        lock (_lock)
        {
            if (said["id"] is { } id)
            {
                _waiting.Remove((int)id, out answer);
            }
            else if (said["sessionId"] is { } session)
            {
                Sessions.TryGetValue((string)session!, out events);
            }
        }

        answer?.TrySetResult(said);
        events?.Writer.TryWrite(said);
    }
}
