using System.Net;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.Web.Tests.Pages;

/// <summary>The page of a scan: what it sees while it runs, and what it found.</summary>
public sealed class ScanPageTests : IAsyncLifetime
{
    private static readonly ScanId Id = ScanSamples.Id(7);
    private TestWeb _web = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _web = await TestWeb.StartAsync(Token);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Get_Running_ShowsStagesAndWhatTheSandboxSeesAndRenewsItselfWithoutScript()
    {
        _web.Scans.Show(new ScanProgress(Id, ScanPhase.Running, 0,
            [
                new StageProgress(StageIds.Resolve, StageOutcome.Completed, 1, null),
                new StageProgress(StageIds.Acquire, null, 0.42, "layer 3 of 7"),
                new StageProgress(StageIds.Sandbox, null, null, null) { News = new StageNews(NewsKind.MinerLogin, "<b>pool.example</b>:3333") },
            ],
            null));

        var html = await GetAsync($"/scans/{Id}");

        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>", html, StringComparison.Ordinal);
        Assert.Contains($"data-events=\"/scans/{Id}/events\"", html, StringComparison.Ordinal);
        Assert.Contains("Find the image", html, StringComparison.Ordinal);
        Assert.Contains("value=\"42\"", html, StringComparison.Ordinal);
        Assert.Contains("a miner logged in to &lt;b&gt;pool.example&lt;/b&gt;:3333", html, StringComparison.Ordinal);
        Assert.Contains("Scanning redis:7", html, StringComparison.Ordinal);
        Assert.Contains("The scan is running.", await GetAsync($"/scans/{Id}?handler=Progress"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "next in line")]
    [InlineData(4, "Queued: 4 before this one.")]
    public async Task Get_Queued_SaysWhenItsTurnComes(int position, string expected)
    {
        _web.Scans.Show(new ScanProgress(Id, ScanPhase.Queued, position, [], null));

        Assert.Contains(expected, await GetAsync($"/scans/{Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Cancelled_SaysThatNothingIsKnown()
    {
        _web.Scans.Show(new ScanProgress(Id, ScanPhase.Finished, 0, [], null));

        var html = await GetAsync($"/scans/{Id}");

        Assert.Contains("This scan was cancelled", html, StringComparison.Ordinal);
        Assert.Contains("It found out nothing about the image.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuchscan11")]
    [InlineData("x")]
    [InlineData("..%2f..")]
    [InlineData("%3Cscript%3E")]
    public async Task Get_NoSuchScan_IsAPageThatSaysSo(string id)
    {
        using var answer = await _web.Client.GetAsync(new Uri($"/scans/{id}", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such scan", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Vulnerable_HasVerdictMeasuresGapsChecksFindingsAndDownloads()
    {
        var id = _web.Scans.Keep(SampleScans.Vulnerable());

        var html = await GetAsync($"/scans/{id}");

        Assert.Contains("HIGH RISK", html, StringComparison.Ordinal);
        Assert.Contains("What to do first", html, StringComparison.Ordinal);
        Assert.Equal(3, Count(html, "<li>", "<ol class=\"measures\">", "</ol>"));
        Assert.Contains("What was not assessed", html, StringComparison.Ordinal);
        Assert.Contains("1 accepted, which do not count", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/scans/{id}/report.md?lang=en&amp;download=1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Result_ItsHeadIsSentBeforeItIsRead()
    {
        var id = _web.Scans.Keep(SampleScans.Vulnerable());
        var reads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _web.Scans.BeforeResult = reads.Task;

        using var answer = await _web.Client.GetAsync(new Uri($"/scans/{id}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        using var page = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        var head = string.Empty;
        while (!head.Contains("<main", StringComparison.Ordinal))
        {
            head += await page.ReadLineAsync(Token) ?? throw new InvalidOperationException(head);
        }

        Assert.Contains("rel=\"stylesheet\"", head, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        // The cookie of the forms is a header as well.
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("dockerscan.form=", StringComparison.Ordinal));
        reads.SetResult();
        Assert.Contains("HIGH RISK", await page.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ResultThatCannotBeRead_SaysSoAndNoVerdict()
    {
        var id = _web.Scans.Keep(SampleScans.Clean());
        _web.Scans.BeforeResult = Task.FromException(new EngineException(new ScanFailure(FailureKind.Internal, "the store is <locked>")));

        var html = await GetAsync($"/scans/{id}");

        Assert.Contains("the store is &lt;locked&gt;", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>", html.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("NO RISK FOUND", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Partial_IsNeverClean()
    {
        var id = _web.Scans.Keep(SampleScans.Partial());

        var html = await GetAsync($"/scans/{id}");

        Assert.Contains("AT LEAST", html, StringComparison.Ordinal);
        Assert.Contains("timed out, no answer within 300 s", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Every stage completed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing open was found.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Failed_SaysWhyAndShowsNoNumbers()
    {
        var id = _web.Scans.Keep(SampleScans.Failed());

        var html = await GetAsync($"/scans/{id}");

        Assert.Contains("The image could not be looked at: docker.io has no library/rediss:7", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"tiles\"", html, StringComparison.Ordinal);
        Assert.Contains("Nothing of the image was looked at, so nothing is known about it.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("What to do first", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnsweredByAnEarlierScan_SaysSo()
    {
        var result = SampleScans.Clean();
        _web.Scans.Keep(result, Id);

        Assert.Contains("The same content was scanned before", await GetAsync($"/scans/{Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_FiveThousandFindings_IsAPageOfBoundedSize()
    {
        var id = _web.Scans.Keep(SampleScans.Large(5_000, 400));

        var first = await GetAsync($"/scans/{id}");
        var second = await GetAsync($"/scans/{id}?p=2");
        var last = await GetAsync($"/scans/{id}?p=999999");

        Assert.InRange(first.Length, 10_000, 600_000);
        Assert.Contains("5,000 findings", first, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 10", first, StringComparison.Ordinal);
        Assert.Contains("Page 2 of 10", second, StringComparison.Ordinal);
        Assert.Contains("Page 10 of 10", last, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Get_Filters_LeaveWhatTheySay()
    {
        var id = _web.Scans.Keep(SampleScans.Large(500, 50));

        var one = await GetAsync($"/scans/{id}?q=cve-2025-10007");
        var none = await GetAsync($"/scans/{id}?q=nothinglikethis");
        var high = await GetAsync($"/scans/{id}?risk=high");
        var odd = await GetAsync($"/scans/{id}?risk=99&check=%00&p=-4");

        Assert.Contains("<code>CVE-2025-10007</code>", one, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>CVE-2025-10008</code>", one, StringComparison.Ordinal);
        Assert.Contains("Nothing matches.", none, StringComparison.Ordinal);
        Assert.DoesNotContain("tag-low\">Low", Between(high, "id=\"findings\"", "id=\"report\""), StringComparison.Ordinal);
        Assert.Contains("Nothing matches.", odd, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Korean_IsKoreanWhereItIsOurs()
    {
        var id = _web.Scans.Keep(SampleScans.Vulnerable());
        using var _ = await _web.Client.GetAsync(new Uri("/language/ko", UriKind.Relative), Token);

        var html = await GetAsync($"/scans/{id}");

        Assert.Contains("위험도 높음", html, StringComparison.Ordinal);
        Assert.Contains("먼저 할 일", html, StringComparison.Ordinal);
        Assert.DoesNotContain("What to do first", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Again_ScansAnewAsItWas()
    {
        var id = _web.Scans.Keep(SampleScans.Clean());

        using var answer = await Form.SendAsync(_web.Client, $"/scans/{id}", $"/scans/{id}?handler=Again", Token);

        Assert.Equal((HttpStatusCode.Redirect, "/scans/scan000501"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.True(Assert.Single(_web.Scans.Submitted).Options.Force);
        Assert.Equal("scan", Assert.Single(_web.Audit.Kept).Command);
    }

    [Fact]
    public async Task Post_Cancel_CancelsAndIsAudited()
    {
        _web.Scans.Show(new ScanProgress(Id, ScanPhase.Running, 0, [], null));

        using var answer = await Form.SendAsync(_web.Client, $"/scans/{Id}", $"/scans/{Id}?handler=Cancel", Token);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal([Id], _web.Scans.Cancelled);
        Assert.Equal(("cancel", "completed"), (_web.Audit.Kept[0].Command, _web.Audit.Kept[0].Outcome));
    }

    [Theory]
    [InlineData("Cancel")]
    [InlineData("Again")]
    public async Task Post_WithoutTheFormsToken_DoesNothing(string handler)
    {
        _web.Scans.Show(new ScanProgress(Id, ScanPhase.Running, 0, [], null));
        using var content = new FormUrlEncodedContent([]);
        using var answer = await _web.Client.PostAsync(new Uri($"/scans/{Id}?handler={handler}", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_web.Scans.Cancelled);
        Assert.Empty(_web.Scans.Submitted);
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(start >= 0, $"there is no {from}");
        var end = text.IndexOf(to, start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static int Count(string text, string what, string from, string to) => Between(text, from, to).Split(what).Length - 1;

    private Task<string> GetAsync(string path) => _web.Client.GetStringAsync(new Uri(path, UriKind.Relative), Token);
}
