using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Host.Tests.Web;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using DockerScan.Web;

namespace DockerScan.Host.Tests.Browser;

/// <summary>What a person does with the pages, in a real browser over a real store.</summary>
[Trait("Category", "Browser")]
public sealed class PagesInBrowserTests : IAsyncLifetime
{
    private const string LoginOn = """, "Web": { "Hosts": [ "scan.example" ] }""";
    private Chromium _chromium = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium.Program), $"{Chromium.Program} is not there: apt-get install chromium");
        _chromium = await Chromium.StartAsync(Token);
    }

    public ValueTask DisposeAsync() => _chromium is null ? ValueTask.CompletedTask : _chromium.DisposeAsync();

    [Fact]
    public async Task Person_TypesAName_WatchesReadsFindsDownloadsAndSwitchesTheLanguage()
    {
        await using var app = await ServedApp.StartAsync(Token);
        var store = app.Get<IScanStore>();
        var tab = await _chromium.OpenAsync(Token);
        await tab.GoAsync(app.Client.BaseAddress!, Token);
        // The field gets the focus as the page is drawn: nobody has to reach for it.
        await tab.UntilAsync("document.activeElement?.id === 'image'", Token);
        await tab.TypeAsync("Redis:7", Token);
        await tab.EnterAsync(Token);
        Assert.Contains("The repository name must be lowercase; did you mean redis:7?", await tab.TextAsync(Token), StringComparison.Ordinal);

        await tab.RunAsync("document.getElementById('image').select()", Token);
        await tab.TypeAsync("redis:7", Token);
        await tab.EnterAsync(Token);
        Assert.Contains("Queued: next in line.", await tab.TextAsync(Token), StringComparison.Ordinal);

        var id = ScanId.Parse(((string)(await tab.RunAsync("location.pathname", Token))!).Split('/')[2]);
        var claim = (await store.ClaimAsync(id, Token)).Claim;
        await store.ProgressAsync(claim, [new StageProgress(StageIds.Sandbox, null, null, null) { News = new StageNews(NewsKind.Contact, "pool.example:3333") }], Token);
        // Not by loading the page again: what it was is still the same object.
        await tab.RunAsync("window.same = true", Token);
        await tab.UntilAsync("document.querySelector('.news')?.innerText.includes('it called pool.example:3333')", Token);
        Assert.True((bool)(await tab.RunAsync("window.same === true", Token))!);

        tab.Take();
        await store.FinishAsync(SampleScans.Vulnerable() with { Id = id }, claim, Token);
        await tab.LoadedAsync(Token);
        var text = await tab.TextAsync(Token);
        Assert.Contains("HIGH RISK", text, StringComparison.Ordinal);
        Assert.Contains("What to do first", text, StringComparison.Ordinal);
        await tab.RunAsync("document.querySelector('details.finding summary').click()", Token);
        Assert.True((bool)(await tab.RunAsync("document.querySelector('details.finding').open", Token))!);

        foreach (var (file, type) in ((string, string)[])[("report.html", "text/html"), ("report.md", "text/markdown"), ("report.json", "application/json")])
        {
            var got = (string)(await tab.RunAsync(
                $"fetch(document.querySelector('a[download][href*=\"{file}\"]').href).then(answer => [answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')].join(' '))", Token))!;
            Assert.StartsWith($"200 {type}", got, StringComparison.Ordinal);
            Assert.Contains($"attachment; filename=report-{id}", got, StringComparison.Ordinal);
        }

        await tab.LeaveByAsync("document.querySelector('a[hreflang=ko]').click()", Token);
        Assert.Contains("위험도 높음", await tab.TextAsync(Token), StringComparison.Ordinal);
        Assert.Equal($"/scans/{id}", (string?)await tab.RunAsync("location.pathname", Token));
        Assert.DoesNotContain(tab.Troubles, trouble => !trouble.Contains("400 (Bad Request)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_WithoutScript_SeesTheScanGoOnAndEnd()
    {
        await using var app = await ServedApp.StartAsync(Token);
        var store = app.Get<IScanStore>();
        var id = ScanSamples.Id(1);
        await store.EnqueueAsync(id, ScanSamples.Request(), ScanSamples.Start, Token);
        var tab = await _chromium.OpenAsync(Token);
        await tab.LookAsync(1200, isDark: false, "en", withScript: false, Token);
        await tab.GoAsync(new Uri(app.Client.BaseAddress!, $"/scans/{id}"), Token);

        await store.FinishAsync(SampleScans.Clean() with { Id = id }, (await store.ClaimAsync(id, Token)).Claim, Token);

        // One that was on its way when the scan ended shows it as it was; the next does not.
        var markup = string.Empty;
        for (var loads = 0; loads < 5 && !markup.Contains("NO RISK FOUND", StringComparison.Ordinal); loads++)
        {
            await tab.LoadedAsync(Token);
            markup = await tab.MarkupAsync(Token);
        }

        Assert.Contains("NO RISK FOUND", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_WhereATokenIsAskedFor_IsRefusedThenComesInAndGoes()
    {
        await using var app = await ServedApp.StartAsync(Token, LoginOn);
        var tab = await _chromium.OpenAsync(Token);
        await tab.GoAsync(new Uri(app.Client.BaseAddress!, "/scans"), Token);
        await tab.UntilAsync("document.activeElement?.id === 'token'", Token);
        await tab.TypeAsync("guessed", Token);
        await tab.EnterAsync(Token);
        Assert.Contains("That is not the token.", await tab.TextAsync(Token), StringComparison.Ordinal);

        await tab.RunAsync("document.getElementById('token').focus()", Token);
        await tab.TypeAsync(app.Get<IWebAccess>().Token, Token);
        await tab.EnterAsync(Token);
        Assert.Equal("/scans", (string?)await tab.RunAsync("location.pathname", Token));
        Assert.Equal(string.Empty, (string?)await tab.RunAsync("document.cookie", Token));

        await tab.LeaveByAsync("document.querySelector('.aside button').click()", Token);
        await tab.GoAsync(new Uri(app.Client.BaseAddress!, "/scans"), Token);
        Assert.Equal("/login", (string?)await tab.RunAsync("location.pathname", Token));
    }

    [Fact]
    public async Task HostileImage_ItsPages_RunNothingAndAskNobody()
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scan = HostileScan.Create();
        await app.KeepAsync(scan, Token);
        var tab = await _chromium.OpenAsync(Token);
        foreach (var path in (string[])[$"/scans/{scan.Id}", $"/scans/{scan.Id}?q={Uri.EscapeDataString(HostileScan.Evil)}", "/scans", "/", "/findings?q=CVE-2024-5535", $"/findings?q={Uri.EscapeDataString(HostileScan.Evil)}", "/accepted", "/audit", $"/scans/{scan.Id}/report.html", $"/scans/{scan.Id}/report.html?lang=ko"])
        {
            await tab.GoAsync(new Uri(app.Client.BaseAddress!, path), Token);
            // Whatever would come of it had its time: all is loaded, and two frames are drawn.
            await tab.RunAsync("document.querySelectorAll('details').forEach(each => each.open = true); new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", Token);
            Assert.True((bool)(await tab.RunAsync("window.ran === undefined", Token))!);
        }

        tab.Take();
        Assert.Empty(tab.Troubles);
        Assert.NotEmpty(tab.Requests);
        Assert.All(tab.Requests, request => Assert.True(request.StartsWith(app.Client.BaseAddress!.ToString(), StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal), request));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Pages_OnAnyWidth_DoNotScrollSideways(int width)
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scans = await ScreenPages.FillAsync(app, Token);
        var tab = await _chromium.OpenAsync(Token);
        await tab.LookAsync(width, isDark: false, "en", withScript: true, Token);
        foreach (var path in scans.Values)
        {
            await tab.GoAsync(new Uri(app.Client.BaseAddress!, path), Token);
            var wide = (int)(await tab.RunAsync("document.documentElement.scrollWidth", Token))!;
            Assert.True(wide <= width, $"{path} is {wide} pixels wide on {width}");
        }
    }

    [Theory]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task Pages_Always_CanBeUsedByKeyboardReaderAndFinger(int width, bool isDark)
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scans = await ScreenPages.FillAsync(app, Token);
        var tab = await _chromium.OpenAsync(Token);
        await tab.LookAsync(width, isDark, "ko", withScript: true, Token);
        // The report has rows of links as close as its lines; AxeTests holds it to the rule itself.
        foreach (var path in scans.Where(page => page.Key != "report").Select(page => page.Value))
        {
            await tab.GoAsync(new Uri(app.Client.BaseAddress!, path), Token);
            var faults = (string)(await tab.RunAsync(PageRules.Script, Token))!;
            Assert.True(faults.Length == 0, $"{path} on {width}: {faults}");
        }
    }

    // To look at: DOCKERSCAN_SCREENSHOTS=FOLDER, and -explicit only.
    [Fact(Explicit = true)]
    public async Task Screenshots_OfEveryPage_InBothThemesAndLanguages()
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable("DOCKERSCAN_SCREENSHOTS")!).FullName;
        await using var app = await ServedApp.StartAsync(Token);
        await using var closed = await ServedApp.StartAsync(Token, LoginOn);
        await using var empty = await ServedApp.StartAsync(Token);
        var scans = await ScreenPages.FillAsync(app, Token);
        await File.WriteAllLinesAsync(Path.Combine(folder, "times.txt"), await TimesAsync(app, scans), Token);
        foreach (var (name, language) in ((string, string)[])[("vulnerable", "en"), ("vulnerable", "ko"), ("partial", "en"), ("evil", "en")])
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}-{language}.pdf"), await app.Client.GetByteArrayAsync(new Uri($"{scans[name]}/report.pdf?lang={language}", UriKind.Relative), Token), Token);
        }

        // What is not there yet, what is too much, and a report of each kind.
        var nothing = ((string, string)[])[("empty", "/"), ("empty-scans", "/scans"), ("empty-findings", "/findings"), ("empty-watches", "/watches"), ("empty-accepted", "/accepted"), ("empty-audit", "/audit")];
        var huge = SampleScans.Large(10_000, 800) with { Id = ScanSamples.Id(60) };
        await app.KeepAsync(huge, Token);
        var more = ((string, string)[])[("huge", $"/scans/{huge.Id}"), ("huge-page", $"/scans/{huge.Id}?p=9#findings"), .. from name in (string[])["vulnerable", "failed", "partial", "long"] select ($"report-{name}", $"{scans[name]}/report.html")];
        foreach (var (width, isDark, language) in ((int, bool, string)[])[(1280, false, "en"), (1280, true, "ko"), (390, true, "en"), (390, false, "ko")])
        {
            var tab = await _chromium.OpenAsync(Token);
            await tab.LookAsync(width, isDark, language, withScript: true, Token);
            foreach (var (name, address) in scans.Select(page => (page.Key, new Uri(app.Client.BaseAddress!, page.Value))).Append(("login", closed.Client.BaseAddress!))
                .Concat(nothing.Select(page => (page.Item1, new Uri(empty.Client.BaseAddress!, page.Item2)))).Concat(more.Select(page => (page.Item1, new Uri(app.Client.BaseAddress!, page.Item2)))))
            {
                await tab.GoAsync(address, Token);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}-{width}-{(isDark ? "dark" : "light")}-{language}.png"), await tab.PictureAsync(Token), Token);
            }
        }
    }

    // How long the server takes, the median of some, and how large the answer is.
    private static async Task<List<string>> TimesAsync(ServedApp app, IReadOnlyDictionary<string, string> pages)
    {
        const int Times = 15;
        List<string> lines = [];
        foreach (var (name, path) in pages)
        {
            var (taken, bytes) = (new List<double>(), 0);
            for (var i = 0; i < Times; i++)
            {
                var before = TimeProvider.System.GetTimestamp();
                using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
                bytes = (await answer.Content.ReadAsByteArrayAsync(Token)).Length;
                taken.Add(TimeProvider.System.GetElapsedTime(before).TotalMilliseconds);
            }

            lines.Add(FormattableString.Invariant($"{name}: {taken.Order().ElementAt(Times / 2):0.0} ms, {bytes} bytes"));
        }

        return lines;
    }
}
