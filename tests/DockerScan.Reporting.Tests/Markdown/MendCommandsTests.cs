using DockerScan.Core;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Markdown;
using DockerScan.Reporting.Strings;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class MendCommandsTests
{
    [Fact]
    public void Of_PackagesOfOneSource_AreUpgradedByTheirOwnNames()
        => Assert.Contains("RUN apt-get update && apt-get install --yes --only-upgrade libc-bin libc-l10n libc6 libssl3 openssl && rm -rf /var/lib/apt/lists/*", Commands(LayeredScan.Create()));

    [Fact]
    public void Of_HostileImage_StopsItAndUpgradesNothing()
    {
        var lines = Commands(SampleScans.Vulnerable());

        Assert.Contains(lines, line => line.StartsWith("docker image rm", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("RUN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$(reboot)")]
    [InlineData("a;reboot")]
    [InlineData("a b")]
    [InlineData("--allow-unauthenticated")]
    [InlineData("a\nreboot")]
    [InlineData("`reboot`")]
    [InlineData("../../tmp/evil.deb")]
    [InlineData("a|b")]
    public void Of_NameThatIsMoreThanOne_StandsInNoCommand(string name)
    {
        var scan = LayeredScan.Create();
        var finding = scan.Findings.First(each => each.Details.Target == "libc6");
        var lines = Commands(scan with { Findings = [finding with { Details = finding.Details with { Target = name, SourcePackage = null } }] });

        Assert.DoesNotContain(lines, line => line.Contains(name, StringComparison.Ordinal) || line.Contains("apt-get", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pkg:npm/%40scope/lib", "@scope/lib", "1.2.3", "RUN npm install @scope/lib@1.2.3")]
    [InlineData("pkg:pypi/jinja2", "jinja2", "3.1.6", "RUN pip install --no-cache-dir jinja2==3.1.6")]
    [InlineData("pkg:apk/alpine/musl", "musl", "1.2.5-r1", "RUN apk upgrade --no-cache musl")]
    [InlineData("pkg:rpm/redhat/glibc", "glibc", "2.34-100.el9", "RUN dnf upgrade --assumeyes glibc && dnf clean all")]
    public void Of_EachManager_GetsItsOwnCommand(string location, string name, string fix, string expected)
    {
        var scan = LayeredScan.Create();
        var finding = scan.Findings.First(each => each.Details.Target == "libc6");
        var details = finding.Details with { Target = name, SourcePackage = null, InstalledVersion = "0.1", FixedVersion = fix, Location = location };

        Assert.Contains(expected, Commands(scan with { Findings = [finding with { Details = details }] }));
    }

    private static IReadOnlyList<string> Commands(ScanResult scan) => MendCommands.Of(scan, new ResultReading(scan).Plan, ReportStrings.In(ReportLanguage.English));
}
