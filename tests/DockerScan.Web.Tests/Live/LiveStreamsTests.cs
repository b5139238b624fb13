using System.Net;
using DockerScan.Core;
using DockerScan.Engine.Scanning;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Stores;

namespace DockerScan.Web.Tests.Live;

/// <summary>Open pages are told at once, of each change, of the end, and when the program stops.</summary>
public sealed class LiveStreamsTests
{
    private static readonly ScanId Id = ScanSamples.Id(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_RunningScan_TellsAtOnceThenEachChangeThenTheEnd()
    {
        await using var web = await TestWeb.StartAsync(Token);
        web.Scans.Show(Progress(ScanPhase.Queued));
        using var answer = await OpenAsync(web);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("changed", await NextAsync(reader));
        Assert.Equal("changed", await NextAsync(reader));
        web.Scans.Show(Progress(ScanPhase.Running, StageIds.Resolve));
        Assert.Equal("changed", await NextAsync(reader));
        web.Scans.Show(Progress(ScanPhase.Running, StageIds.Resolve));
        web.Scans.Show(Progress(ScanPhase.Finished));
        // The same again was no news.
        Assert.Equal("ended", await NextAsync(reader));
        Assert.Null(await NextAsync(reader));
    }

    [Fact]
    public async Task Open_ProgramStops_EndsAtOnce()
    {
        await using var web = await TestWeb.StartAsync(Token);
        web.Scans.Show(Progress(ScanPhase.Running));
        using var answer = await OpenAsync(web);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        await NextAsync(reader);
        await NextAsync(reader);

        var before = TimeProvider.System.GetTimestamp();
        await web.StopAsync(Token);

        Assert.Null(await NextAsync(reader));
        Assert.InRange(TimeProvider.System.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Open_EndedScan_SaysItsEnd()
    {
        await using var web = await TestWeb.StartAsync(Token);
        web.Scans.Show(Progress(ScanPhase.Finished));
        using var answer = await OpenAsync(web);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));

        Assert.Equal(("changed", "ended", null), (await NextAsync(reader), await NextAsync(reader), await NextAsync(reader)));
    }

    [Fact]
    public async Task Open_NoScan_IsNotFound()
    {
        await using var web = await TestWeb.StartAsync(Token);

        using var answer = await web.Client.GetAsync(new Uri("/scans/X/events", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static ScanProgress Progress(ScanPhase phase, params string[] stages) => new(Id, phase, 0, [.. stages.Select(stage => new StageProgress(stage, null, null, null))], null);

    private static Task<HttpResponseMessage> OpenAsync(TestWeb web)
        => web.Client.GetAsync(new Uri($"/scans/{Id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);

    private static async Task<string?> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                return line["event: ".Length..];
            }
        }

        return null;
    }
}
