using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Html;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting.Pdf;

/// <summary>Prints the report's page. Nothing in it runs, and nothing is fetched: it has no script, its policy forbids both, and the browser has neither.</summary>
internal sealed class ReportPrinter(ReportRenderer renderer, IOptions<ReportingOptions> options, TimeProvider time) : IReportPrinter, IDisposable
{
    private const long MaxBytes = 64L << 20;
    private const int Chunk = 512 * 1024;
    private readonly SemaphoreSlim _one = new(1);

    public PrinterNeed? Missing(ReportLanguage language)
        => BrowserPlaces.Find(options.Value.BrowserPath) is null ? PrinterNeed.Browser
            : language == ReportLanguage.Korean && !BrowserPlaces.HasKorean() ? PrinterNeed.Typeface
            : null;

    public async Task<byte[]> PrintAsync(ScanResult result, ReportLanguage language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (Missing(language) is { } need)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, Vocabulary.In(ReportLanguage.English).NeededToPrint(need)));
        }

        var page = Encoding.UTF8.GetString(renderer.PrintedPage(result, language));
        // A browser is some hundred megabytes: one at a time, and who waits waits in the same time.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.PrintTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _one.WaitAsync(either.Token);
            try
            {
                return await PrintAsync(page, result, either.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, string.Create(CultureInfo.InvariantCulture, $"the browser did not print within {options.Value.PrintTimeoutSeconds} s (Reporting:PrintTimeoutSeconds)")), e);
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<byte[]> PrintAsync(string page, ScanResult result, CancellationToken cancellationToken)
    {
        Browser? browser = null;
        try
        {
            browser = Browser.Start(BrowserPlaces.Find(options.Value.BrowserPath)!, options.Value.BrowserSandbox);
            return await PrintAsync(new BrowserPipe(browser.Input, browser.Output, MaxBytes), page, result, cancellationToken);
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or InvalidOperationException or Win32Exception)
        {
            var said = browser is null ? string.Empty : await browser.ErrorAsync();
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the browser did not print: {DisplayText.Clean(e.Message, 200)}{BrowserStatus.Of(said)}"), e);
        }
        finally
        {
            await (browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static async Task<byte[]> PrintAsync(BrowserPipe pipe, string page, ScanResult result, CancellationToken cancellationToken)
    {
        var target = await pipe.AskAsync("Target.createTarget", new() { ["url"] = "about:blank" }, null, cancellationToken);
        var attached = await pipe.AskAsync("Target.attachToTarget", new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true }, null, cancellationToken);
        var session = (string)attached["sessionId"]!;
        await AskAsync("Network.enable", []);
        await AskAsync("Network.emulateNetworkConditions", new() { ["offline"] = true, ["latency"] = 0, ["downloadThroughput"] = 0, ["uploadThroughput"] = 0 });
        await AskAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true });
        var frame = (string)(await AskAsync("Page.getFrameTree", []))["frameTree"]!["frame"]!["id"]!;
        await AskAsync("Page.setDocumentContent", new() { ["frameId"] = frame, ["html"] = page });
        var printed = await AskAsync("Page.printToPDF", new()
        {
            ["printBackground"] = true, ["preferCSSPageSize"] = true, ["displayHeaderFooter"] = true, ["generateTaggedPDF"] = true, ["generateDocumentOutline"] = true,
            ["headerTemplate"] = Band($"<span>DockerScan</span><span>{HtmlText.Escape(result.Reference.Familiar, 100)}</span>"),
            ["footerTemplate"] = Band($"<span>{Units.Time(result.FinishedAt)} · {HtmlText.Escape(result.Id.Value)}</span><span><span class=\"pageNumber\"></span> / <span class=\"totalPages\"></span></span>"),
            ["transferMode"] = "ReturnAsStream",
        });
        var handle = (string)printed["stream"]!;
        using var content = new MemoryStream();
        while (true)
        {
            var part = await AskAsync("IO.read", new() { ["handle"] = handle, ["size"] = Chunk });
            var data = (string)part["data"]!;
            content.Write((bool?)part["base64Encoded"] == true ? Convert.FromBase64String(data) : Encoding.Latin1.GetBytes(data));
            if ((bool?)part["eof"] == true)
            {
                return content.ToArray().AsSpan().StartsWith("%PDF-"u8) ? content.ToArray() : throw new IOException("what came is no PDF");
            }
        }

        Task<JsonObject> AskAsync(string method, JsonObject parameters) => pipe.AskAsync(method, parameters, session, cancellationToken);
    }

    private static string Band(string inner)
        => $"<div style=\"width:100%;margin:0 12mm;font:7pt sans-serif;color:#555;display:flex;justify-content:space-between\">{inner}</div>";
}
