using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;

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

    public void Dispose() => _bed.Dispose();
}
