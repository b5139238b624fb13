using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.TestKit.Content;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy;

/// <summary>The whole stage on reports of images that are not Debian: each fault that was seen on one, and its neighbours.</summary>
[Collection(ChildProcesses.Name)]
public sealed class OtherSystemsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TrivyBed _bed = new(new FakeTimeProvider(Now));

    // Before 0.46 Trivy writes EOSL beside "not on the EOL list".
    [Theory]
    [InlineData("ubuntu", "24.04", "This OS version is not on the EOL list: ubuntu 24.04", "does not know Ubuntu 24.04")]
    [InlineData("rocky", "10.0", "This OS version is not on the EOL list: rocky 10", "does not know Rocky Linux 10.0")]
    [InlineData("photon", "5.0", "This OS version is not on the EOL list: photon 5.0", "does not know Photon OS 5.0")]
    public async Task ScanAsync_ReleaseThatTrivyDoesNotKnow_IsPartialWithoutAnEndOfLife(string family, string name, string line, string words)
    {
        var outcome = await ScanAsync(family, name, log: line, buckets: [$"{family} {name}", "ubuntu 24.04", "rocky 10", "Photon OS 5.0"]);

        Assert.Equal((StageOutcome.Partial, GapKind.SystemUnsupported), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.Contains(words, outcome.Reason, StringComparison.Ordinal);
        Assert.False(outcome.OperatingSystem!.EndOfLife);
        Assert.DoesNotContain(outcome.Findings, finding => finding.Id == "os-end-of-life");
    }

    [Theory]
    [InlineData("0.44.1", StageOutcome.Partial)]
    [InlineData("dev", StageOutcome.Partial)]
    [InlineData("0.74.0", StageOutcome.Completed)]
    public async Task ScanAsync_AmazonLinux2023_IsBelievedToANewTrivyOnly(string trivy, StageOutcome expected)
    {
        var outcome = await ScanAsync("amazon", "2023.3.20240131 (Amazon Linux)", trivy, eosl: trivy != "0.74.0", buckets: ["amazon linux 1", "amazon linux 2023"]);

        Assert.Equal(expected, outcome.Outcome);
        Assert.DoesNotContain(outcome.Findings, finding => finding.Id == "os-end-of-life");
    }

    [Theory]
    [InlineData("debian", "13.1", "debian 12", "no advisories at all for Debian 13")]
    [InlineData("redhat", "9.3", "debian 12", "no advisories at all for Red Hat Enterprise Linux 9")]
    [InlineData("opensuse.leap", "15.5", "openSUSE Leap 15.4", "no advisories at all for openSUSE Leap 15.5")]
    public async Task ScanAsync_FreshDatabaseWithoutThisRelease_IsPartial(string family, string name, string bucket, string words)
    {
        var outcome = await ScanAsync(family, name, buckets: [bucket]);

        Assert.Equal((StageOutcome.Partial, GapKind.AdvisoriesMissing), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.Contains(words, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_SystemThatOnlyTheImageNames_HasItsNameEverywhere()
    {
        var content = new FakeImageContent().File("/etc/os-release", "ID=azurelinux\nNAME=\"Microsoft Azure Linux\"\nVERSION_ID=\"3.0\"\n").File("/var/lib/rpm/rpmdb.sqlite", "x");

        var outcome = await ScanAsync("none", "", log: "Unsupported os : none", content: content);

        Assert.Equal(("azurelinux", "3.0"), (outcome.OperatingSystem?.Family, outcome.OperatingSystem?.Name));
        Assert.Contains("has no vulnerability data for Azure Linux 3.0", Assert.Single(outcome.Gaps).Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("none", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_TwoSystems_AreBothNamed()
    {
        var content = new FakeImageContent().File("/lib/apk/db/installed", "x").File("/var/lib/dpkg/status", "x").File("/etc/debian_version", "12.5\n");

        var gap = Assert.Single((await ScanAsync("alpine", "3.19.1", "0.74.0", content: content, buckets: ["alpine 3.19"])).Gaps);

        Assert.Equal(GapKind.SystemMixed, gap.Kind);
        Assert.Contains("Alpine Linux 3.19.1 and Debian 12.5", gap.Detail, StringComparison.Ordinal);
    }

    // The support of 3.19 ended, whoever knows that.
    [Theory]
    [InlineData("0.44.1", "its distributor's support ended on 2025-11-01")]
    [InlineData("0.74.0", "its distributor's support ended on 2025-11-01")]
    public async Task ScanAsync_EndOfLifeOfTheList_IsTheFinding(string trivy, string words)
    {
        var outcome = await ScanAsync("alpine", "3.19.1", trivy, eosl: false, buckets: ["alpine 3.19"]);

        Assert.Contains(words, Assert.Single(outcome.Findings, finding => finding.Id == "os-end-of-life").Evidence, StringComparison.Ordinal);
    }

    public void Dispose() => _bed.Dispose();

    private async Task<ScannerOutcome> ScanAsync(
        string family, string name, string trivy = "0.44.1", string log = "", bool eosl = true, FakeImageContent? content = null, params string[] buckets)
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddHours(-3), Now.AddYears(50), buckets: buckets);
        await File.WriteAllTextAsync(
            _bed.Folder["report.json"],
            $$$"""{"SchemaVersion":2,"Metadata":{"OS":{"Family":"{{{family}}}","Name":"{{{name}}}","EOSL":{{{(eosl ? "true" : "false")}}}}},"Results":[{"Target":"x","Class":"os-pkgs","Type":"{{{family}}}","Packages":[{"Name":"tool","Version":"1"}]}]}""",
            TestContext.Current.CancellationToken);
        _bed.WriteStub($"echo '2026-11-20T10:00:00Z WARN {log}' >&2; cp {_bed.Folder["report.json"]} \"$out\"", trivy);
        return await _bed.Scanner.ScanAsync(TrivyBed.Input() with { Content = content ?? new FakeImageContent() }, TestContext.Current.CancellationToken);
    }
}
