using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.Web.Tests.Pages;

/// <summary>An image that writes markup, addresses and direction marks into every field that it fills: none of it is more than text on a page.</summary>
public sealed class HostileImageTests
{
    private const string Marks = "\u202e\u200b\u2066\u0000\u001b[31m\ufeff";
    private const string Evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=javascript:alert(3)>[x](javascript:alert(4))</textarea>" + Marks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_EveryFieldHostile_IsTextAlone()
    {
        await using var web = await TestWeb.StartAsync(Token);
        var id = web.Scans.Keep(Hostile());

        AssertHarmless(await web.Client.GetStringAsync(new Uri($"/scans/{id}", UriKind.Relative), Token));
        AssertHarmless(await web.Client.GetStringAsync(new Uri($"/scans/{id}?q={Uri.EscapeDataString(Evil)}&check={Uri.EscapeDataString(Evil)}&risk={Uri.EscapeDataString(Evil)}", UriKind.Relative), Token));
        AssertHarmless(await web.Client.GetStringAsync(new Uri("/scans", UriKind.Relative), Token));
        AssertHarmless(await web.Client.GetStringAsync(new Uri($"/scans?q={Uri.EscapeDataString(Evil)}&image={Uri.EscapeDataString(Evil)}&verdict={Uri.EscapeDataString(Evil)}", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Live_HostileNews_IsTextAlone()
    {
        await using var web = await TestWeb.StartAsync(Token);
        web.Scans.Show(new ScanProgress(ScanSamples.Id(1), ScanPhase.Running, 0, [new StageProgress(Evil, null, double.NaN, Evil), new StageProgress(StageIds.Sandbox, null, null, Evil) { News = new StageNews(NewsKind.Line, Evil) }], null));

        AssertHarmless(await web.Client.GetStringAsync(new Uri($"/scans/{ScanSamples.Id(1)}", UriKind.Relative), Token));
        AssertHarmless(await web.Client.GetStringAsync(new Uri($"/scans/{ScanSamples.Id(1)}?handler=Progress", UriKind.Relative), Token));
    }

    private static ScanResult Hostile()
    {
        var sample = SampleScans.Vulnerable();
        var draft = sample.Findings[0].Details with
        {
            Check = CheckIds.ReverseShell, KeyClass = Evil, Id = Evil, Title = Evil, Description = Evil, Target = Evil, Evidence = Evil + "\n" + Evil, Remediation = Evil, Location = Evil,
            InstalledVersion = null, FixedVersion = null, References = ["javascript:alert(1)"],
        };
        var package = draft with { KeyClass = KeyClasses.Vulnerability, Check = CheckIds.OutdatedSoftware, InstalledVersion = Evil, FixedVersion = Evil };
        return sample with
        {
            OperatingSystem = new OperatingSystemInfo(Evil, Evil, EndOfLife: true),
            Findings = [sample.Findings[0] with { Key = "k1", Risk = Risk.High, Details = draft }, sample.Findings[0] with { Key = "k2", Risk = Risk.High, Details = package }],
            Stages = [.. sample.Stages, new StageReport(Evil, StageOutcome.Failed, Evil, TimeSpan.Zero, new Dictionary<string, string> { [StageReport.NoticeKey] = Evil })],
            Network = [new NetworkContact(Evil, Evil, 1, Evil, Evil, Evil, Evil)],
            Checklist = [.. sample.Checklist, new ChecklistLine(Evil, Evil, CheckResult.Detected, Risk.High, 1), new ChecklistLine(Evil, Evil, CheckResult.NotAssessed, null, 0)],
        };
    }

    private static void AssertHarmless(string html)
    {
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<a href=javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</textarea>", html, StringComparison.OrdinalIgnoreCase);
        foreach (var mark in Marks.Where(mark => char.IsControl(mark) || char.GetUnicodeCategory(mark) == System.Globalization.UnicodeCategory.Format))
        {
            Assert.DoesNotContain(mark, html);
            Assert.DoesNotContain($"&#x{(int)mark:X};", html, StringComparison.OrdinalIgnoreCase);
        }
    }
}
