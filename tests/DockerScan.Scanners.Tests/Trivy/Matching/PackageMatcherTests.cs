using System.IO.Compression;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Tests.Trivy.Systems;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.TestKit.Builders;

namespace DockerScan.Scanners.Tests.Trivy.Matching;

/// <summary>Stored packages are compared without their image, with the findings, the advice and the gaps of a scan; where that cannot be, it is said.</summary>
[Collection(ChildProcesses.Name)]
public sealed class PackageMatcherTests : IDisposable
{
    private readonly KnownContentBed _bed = new();

    [Fact]
    public async Task MatchAsync_ProvenImage_GivesItsVulnerabilities()
    {
        var scan = await _bed.ScanAsync();
        var match = await _bed.Bed.Matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);

        Assert.True(match.IsMatched);
        Assert.Equal(3, match.PackageCount);
        Assert.Equal("downloaded 2026-11-23T00:00:00Z", match.Data);
        Assert.Equal(
            scan.Findings.Where(finding => finding.KeyClass == "vulnerability").Select(finding => finding.ToString()), match.Findings.Select(finding => finding.ToString()));
        Assert.Equal(1, _bed.Runs);
    }

    [Fact]
    public async Task MatchAsync_NotSeenOrNoServer_SaysWhy()
    {
        var unseen = await _bed.Bed.Matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);
        await _bed.ScanAsync();
        _bed.Servers.IsThere = false;
        var alone = await _bed.Bed.Matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);

        Assert.False(unseen.IsMatched);
        Assert.Contains("not seen before", unseen.Problem, StringComparison.Ordinal);
        Assert.Equal("server: there is none", alone.Problem);
        Assert.Empty(alone.Findings);
    }

    [Fact]
    public async Task MatchAsync_WhatTheImageSaysOfItself_IsStoredWithItsPackages()
    {
        // A relative of Debian, and a package that nobody can remove by the image's own list alone.
        _bed.Report["Results"]!.AsArray().RemoveAt(1);
        _bed.Report["Results"]![0]!["Packages"]![0]!["Name"] = "oddity";
        _bed.Report["Results"]![0]!["Vulnerabilities"]![0]!["PkgName"] = "oddity";
        _bed.Server.Advisories.Add(("oddity", _bed.Server.Advisories[0].Vulnerability));
        _bed.WriteStub();
        var content = SampleContent.Of(("/etc/os-release", "ID=raspbian\nVERSION_ID=12\n"), ("/var/lib/dpkg/status", "Package: oddity\nStatus: install ok installed\nEssential: yes\nVersion: 1\n\n"));
        var input = TrivyBed.Input() with { Content = content };

        var scan = await _bed.Bed.Scanner.ScanAsync(input, KnownContentBed.Stop);
        var match = await _bed.Bed.Matcher.MatchAsync(input.Image.ImageId, KnownContentBed.Stop);

        Assert.Null(match.Problem);
        Assert.Contains(match.Gaps, gap => gap.Kind == GapKind.SystemUnsupported && gap.Detail.Contains("calls itself", StringComparison.Ordinal));
        Assert.Equal(scan.Gaps.Where(gap => gap.Kind == GapKind.SystemUnsupported), match.Gaps);
        var finding = Assert.Single(match.Findings);
        Assert.Equal(Assert.Single(scan.Findings, each => each.KeyClass == "vulnerability").Remediation, finding.Remediation);
        Assert.DoesNotContain("remove", finding.Remediation, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task MatchAsync_DatabaseKnowsNothingOfALanguage_IsNoSilence()
    {
        _bed.Report["Results"]![1]!["Type"] = "gobinary";
        _bed.Report["Results"]![1]!["Vulnerabilities"] = null;
        _bed.Server.Advisories.RemoveAll(pair => pair.Package == "lodash");
        _bed.WriteStub();
        await _bed.ScanAsync();

        var match = await _bed.Bed.Matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);

        Assert.Null(match.Problem);
        Assert.Equal(GapKind.AdvisoriesMissing, Assert.Single(match.Gaps).Kind);
    }

    [Fact]
    public async Task MatchAsync_ResultOfAnotherMachine_GivesTheSame()
    {
        var scan = await _bed.ScanAsync();
        var here = await _bed.Bed.Matcher.MatchAsync(Result(scan.Packages), KnownContentBed.Stop);
        using var other = new KnownContentBed();

        var there = await other.Bed.Matcher.MatchAsync(Result(scan.Packages), KnownContentBed.Stop);

        Assert.Null(there.Problem);
        Assert.Equal(0, other.Runs);
        Assert.Equal(3, there.PackageCount);
        Assert.Equal(here.Findings.Select(finding => finding.ToString()), there.Findings.Select(finding => finding.ToString()));
        Assert.Equal(scan.Findings.Where(finding => finding.KeyClass == "vulnerability").Select(finding => finding.ToString()), there.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task ScanAsync_Packages_AreStoredWithoutWhatElseWasFound()
    {
        var scan = await _bed.ScanAsync();

        var stored = StoredPackages.Unpack(scan.Packages!)!;
        Assert.InRange(scan.Packages!.Content.Length, 1, PackageRecord.MaxContent);
        Assert.Equal(2, stored.Report.Results!.Count);
        Assert.All(stored.Report.Results, result => Assert.Null(result!.Vulnerabilities ?? (object?)result.Secrets ?? result.Misconfigurations));
    }

    [Fact]
    public async Task ScanAsync_KnownImage_StoresItsPackagesAgain()
    {
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(1, _bed.Runs);
        Assert.NotNull(first.Packages);
        Assert.Equal(first.Packages, second.Packages);
    }

    [Fact]
    public async Task MatchAsync_ResultWithoutPackages_TakesWhatThisMachineKnows()
    {
        await _bed.ScanAsync();

        Assert.True((await _bed.Bed.Matcher.MatchAsync(Result(null), KnownContentBed.Stop)).IsMatched);
    }

    [Fact]
    public async Task MatchAsync_StoredBeforeAServerProvedIt_TakesWhatIsProvenSince()
    {
        _bed.Servers.IsThere = false;
        var unproven = await _bed.ScanAsync();
        _bed.Servers.IsThere = true;
        var before = await _bed.Bed.Matcher.MatchAsync(Result(unproven.Packages), KnownContentBed.Stop);
        await _bed.ScanAsync();
        var after = await _bed.Bed.Matcher.MatchAsync(Result(unproven.Packages), KnownContentBed.Stop);

        Assert.Contains("not proven", before.Problem, StringComparison.Ordinal);
        Assert.True(after.IsMatched);
    }

    [Fact]
    public async Task MatchAsync_ServerIsBeingReplaced_WaitsForTheNewOne()
    {
        using var bed = new KnownContentBed(options => options.KeepServer = true);
        await bed.ScanAsync();
        var asked = 0;
        bed.Servers.Asked = () => bed.Servers.IsThere = ++asked > 5;
        var time = new JumpingTime();

        var match = await Matcher(bed, time).MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);

        Assert.Null(match.Problem);
        Assert.Equal(TimeSpan.FromSeconds(2.5), time.Passed);
    }

    [Fact]
    public async Task MatchAsync_ServerDoesNotComeBack_IsWaitedForOnceAndNotByEachImage()
    {
        using var bed = new KnownContentBed(options => options.KeepServer = true);
        await bed.ScanAsync();
        bed.Servers.IsThere = false;
        var time = new JumpingTime();
        var matcher = Matcher(bed, time);

        var first = await matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);
        var waited = time.Passed;
        var second = await matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop);

        Assert.Equal("server: there is none", first.Problem);
        Assert.Equal("server: there is none", second.Problem);
        Assert.Equal(TimeSpan.FromSeconds(45), waited);
        Assert.Equal(waited, time.Passed);
    }

    [Fact]
    public async Task MatchAsync_ImageThatIsNotProven_IsNotWaitedFor()
    {
        using var bed = new KnownContentBed(options => options.KeepServer = true);

        Assert.Contains("not seen before", (await bed.Bed.Matcher.MatchAsync(TrivyBed.Input().Image.ImageId, KnownContentBed.Stop)).Problem, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Damaged => new()
    {
        { "another form", "cannot be read" },
        { "no base64", "cannot be read" },
        { "no gzip", "cannot be read" },
        { "cut", "cannot be read" },
        { "empty", "cannot be read" },
        { "nothing", "cannot be read" },
        { "too large", "cannot be read" },
        { "a bomb", "cannot be read" },
        { "no packages", "cannot be read" },
        { "another image's", "another image's" },
        { "another Trivy's", "another Trivy" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task MatchAsync_StoredPackagesThatCannotBeUsed_IsSaidAndNothingIsFound(string damage, string problem)
    {
        var good = (await _bed.ScanAsync()).Packages!;
        using var other = new KnownContentBed();
        if (damage == "another Trivy's")
        {
            other.WriteStub(version: "0.73.0");
        }

        var image = damage == "another image's" ? "sha256:" + new string('2', 64) : TrivyBed.ImageId;
        var match = await other.Bed.Matcher.MatchAsync(Result(Break(good, damage), image), KnownContentBed.Stop);

        Assert.Contains(problem, match.Problem, StringComparison.Ordinal);
        Assert.Empty(match.Findings);
        Assert.Equal(0, other.Server.Scans);
    }

    public void Dispose() => _bed.Dispose();

    private static PackageMatcher Matcher(KnownContentBed bed, TimeProvider time) => new(
        Microsoft.Extensions.Options.Options.Create(bed.Bed.Options), bed.Bed.Locator, bed.Bed.Content, new TrivyReportMapper(TestChecklist.Create()), new SystemJudge(TestSystems.Load(), bed.Time), time);

    private static PackageRecord Break(PackageRecord good, string damage) => damage switch
    {
        "another form" => good with { Form = "trivy/2" },
        "no base64" => good with { Content = "?" },
        "no gzip" => good with { Content = "AAAA" },
        "cut" => good with { Content = good.Content[..(good.Content.Length / 2 / 4 * 4)] },
        "nothing" => good with { Content = null! },
        "empty" => good with { Content = string.Empty },
        "too large" => good with { Content = new string('A', PackageRecord.MaxContent + 4) },
        "a bomb" => good with { Content = Zip(new byte[100_000_000]) },
        "no packages" => good with { Content = Zip(System.Text.Encoding.UTF8.GetBytes("""{"Form":3,"Report":null}""")) },
        _ => good,
    };

    private static string Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static ScanResult Result(PackageRecord? packages, string image = TrivyBed.ImageId)
    {
        var result = new ScanResultBuilder().For("sample:1").Build();
        var target = TrivyBed.Input(image).Image;
        return result with { Image = target, Stages = [new StageReport(StageIds.Trivy, StageOutcome.Completed, null, TimeSpan.Zero, new Dictionary<string, string>()) { Packages = packages }] };
    }

    // Whoever waits has waited.
    private sealed class JumpingTime : TimeProvider
    {
        private const long Start = 1;
        private long _now = Start;

        public TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _now) - Start);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref _now, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
