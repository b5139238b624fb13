using System.Text.Json;
using System.Text.Json.Nodes;

namespace DockerScan.Host.Tests.Browser;

/// <summary>A page in the browser: what a person does with it, and what it does without being asked.</summary>
internal sealed class Tab(Chromium browser, string session)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What it asked for over the network.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What went wrong in it: scripts, refused by the policy or broken, and dialogs that scripts opened.</summary>
    public List<string> Troubles { get; } = [];

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var domain in (string[])["Page", "Runtime", "Network", "Log"])
        {
            await SendAsync($"{domain}.enable", [], cancellationToken);
        }

        await SendAsync("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = true }, cancellationToken);
    }

    /// <summary>Goes to an address and waits until the page is there whole.</summary>
    public async Task GoAsync(Uri address, CancellationToken cancellationToken)
    {
        Take();
        await SendAsync("Page.navigate", new() { ["url"] = address.ToString() }, cancellationToken);
        await LoadedAsync(cancellationToken);
    }

    /// <summary>Does something that leads to another page, and waits for that.</summary>
    public async Task LeaveByAsync(string script, CancellationToken cancellationToken)
    {
        Take();
        await RunAsync(script, cancellationToken);
        await LoadedAsync(cancellationToken);
    }

    /// <summary>Waits until the page that is shown next is there whole.</summary>
    public async Task LoadedAsync(CancellationToken cancellationToken)
    {
        var events = browser.Sessions[session].Reader;
        while (true)
        {
            var said = await events.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            Note(said);
            if ((string)said["method"]! == "Page.loadEventFired")
            {
                return;
            }
        }
    }

    /// <summary>What an expression is in the page.</summary>
    public async Task<JsonNode?> RunAsync(string script, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = script, ["returnByValue"] = true, ["awaitPromise"] = true, ["userGesture"] = true }, cancellationToken);
        Assert.Null(answer["exceptionDetails"]?.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>The text that a person sees.</summary>
    public async Task<string> TextAsync(CancellationToken cancellationToken) => (string)(await RunAsync("document.body.innerText", cancellationToken))!;

    /// <summary>The page's markup, also where no script may run.</summary>
    public async Task<string> MarkupAsync(CancellationToken cancellationToken)
    {
        var root = await SendAsync("DOM.getDocument", new() { ["depth"] = 0 }, cancellationToken);
        return (string)(await SendAsync("DOM.getOuterHTML", new() { ["nodeId"] = (int)root["root"]!["nodeId"]! }, cancellationToken))["outerHTML"]!;
    }

    /// <summary>Waits until an expression is true in the page that is shown.</summary>
    public Task UntilAsync(string condition, CancellationToken cancellationToken)
        => RunAsync($"new Promise(done => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 30); look(); }})", cancellationToken);

    /// <summary>Types into what has the focus.</summary>
    public Task TypeAsync(string text, CancellationToken cancellationToken) => SendAsync("Input.insertText", new() { ["text"] = text }, cancellationToken);

    /// <summary>Presses the enter key.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        Take();
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13, ["text"] = "\r" }, cancellationToken);
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13 }, cancellationToken);
        await LoadedAsync(cancellationToken);
    }

    /// <summary>How the page is seen.</summary>
    public async Task LookAsync(int width, bool isDark, string language, bool withScript, CancellationToken cancellationToken)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 }, cancellationToken);
        await SendAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }) }, cancellationToken);
        await SendAsync("Network.setExtraHTTPHeaders", new() { ["headers"] = new JsonObject { ["Accept-Language"] = language } }, cancellationToken);
        await SendAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = !withScript }, cancellationToken);
    }

    /// <summary>Whether what it fetched once is kept, as for who comes again.</summary>
    public Task RememberAsync(bool remembers, CancellationToken cancellationToken) => SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = !remembers }, cancellationToken);

    /// <summary>A picture of the whole page.</summary>
    public async Task<byte[]> PictureAsync(CancellationToken cancellationToken)
    {
        const double Highest = 6000;
        var size = (await SendAsync("Page.getLayoutMetrics", [], cancellationToken))["cssContentSize"]!;
        var clip = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = (double)size["width"]!, ["height"] = Math.Min(Highest, (double)size["height"]!), ["scale"] = 1 };
        var picture = await SendAsync("Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = true, ["clip"] = clip }, cancellationToken);
        return Convert.FromBase64String((string)picture["data"]!);
    }

    /// <summary>Takes what was said since.</summary>
    public void Take()
    {
        while (browser.Sessions[session].Reader.TryRead(out var said))
        {
            Note(said);
        }
    }

    private Task<JsonNode> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken) => browser.SendAsync(method, parameters, session, cancellationToken);

    private void Note(JsonNode said)
    {
        switch ((string)said["method"]!)
        {
            case "Network.requestWillBeSent":
                Requests.Add((string)said["params"]!["request"]!["url"]!);
                break;
            case "Runtime.exceptionThrown" or "Page.javascriptDialogOpening":
                Troubles.Add(said["params"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)said["params"]!["entry"]!["level"] == "error":
                Troubles.Add(JsonSerializer.Serialize(said["params"]!["entry"]));
                break;
            default:
                break;
        }
    }
}
