using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Trivy;

/// <summary>Programs whose packages nobody listed are never without vulnerabilities; whose doing that is decides whether the scan is complete.</summary>
public sealed class PackageGapsTests
{
    private static readonly MappedReport Nothing = new() { Findings = [], TotalFindings = 0, OperatingSystem = null, PackageCount = 0, OsPackageCount = 0 };

    [Fact]
    public void Find_ProgramThatNeverHadAList_IsSaidAndLeavesTheStageComplete()
    {
        var gap = Find(new FakeImageContent().File("/bin/busybox", "x"));

        Assert.Equal(GapKind.PackageListNone, gap?.Kind);
        Assert.StartsWith("no package list stands behind /bin/busybox: ", gap?.Detail, StringComparison.Ordinal);
        Assert.Equal(StageOutcome.Completed, Core.Checks.CheckTable.Conclude([gap!]).Outcome);
    }

    [Fact]
    public void Find_DataAlone_IsNothing()
        => Assert.Null(Find(new FakeImageContent().File("/etc/ssl/certs/ca.crt", "x", mode: 0b110_100_100).File("/bin/empty", "")));

    [Fact]
    public void Find_LibraryWithoutExecuteBit_IsAProgram()
        => Assert.Equal(GapKind.PackageListNone, Find(new FakeImageContent().File("/lib/x86_64-linux-gnu/libc.so.6", "x", mode: 0b110_100_100))?.Kind);

    [Fact]
    public void Find_GoProgramWhosePackagesWereListed_IsCovered()
    {
        var mapped = Nothing with { PackageCount = 9, CoveredFiles = new HashSet<string> { "/app" } };

        Assert.Null(Find(new FakeImageContent().File("/app", "x"), mapped));
        Assert.StartsWith("no package list stands behind /bin/sh", Find(new FakeImageContent().File("/app", "x").File("/bin/sh", "x"), mapped)?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/os-release", "/etc/os-release names an operating system")]
    [InlineData("/etc/debian_version", "/etc/debian_version is there")]
    [InlineData("/etc/apk/repositories", "/etc/apk is there")]
    [InlineData("/var/lib/dpkg/info/libc6.list", "/var/lib/dpkg is there")]
    [InlineData("/var/cache/apt/pkgcache.bin", "/var/cache/apt is there")]
    [InlineData("/usr/bin/dnf", "/usr/bin/dnf is there")]
    public void Find_WhatAPackageManagerLeftBehind_IsAListTakenAway(string file, string words)
    {
        var gap = Find(new FakeImageContent().File("/bin/perl", "x").File(file, "x"));

        Assert.Equal(GapKind.PackageListRemoved, gap?.Kind);
        Assert.Contains(words, gap?.Detail, StringComparison.Ordinal);
        Assert.Equal(StageOutcome.Partial, Core.Checks.CheckTable.Conclude([gap!]).Outcome);
    }

    [Fact]
    public void Find_BusyboxAppletsNamedAsPackageManagers_AreNotTakenForThem()
        => Assert.Equal(
            GapKind.PackageListNone,
            Find(new FakeImageContent().File("/bin/busybox", "x").Link("/usr/bin/dpkg", "/bin/busybox").Link("/bin/rpm", "bin/busybox", isHard: true))?.Kind);

    [Fact]
    public void Find_CopyrightsOfSeveralPackages_AreAListTakenAway()
    {
        var content = new FakeImageContent().File("/bin/perl", "x").File("/usr/share/doc/a/copyright", "x").File("/usr/share/doc/b/copyright", "x");

        Assert.Equal(GapKind.PackageListNone, Find(content)?.Kind);
        Assert.Equal(GapKind.PackageListRemoved, Find(content.File("/usr/share/doc/c/copyright", "x"))?.Kind);
    }

    [Theory]
    [InlineData("RUN /bin/sh -c rm -rf /var/lib/dpkg /etc/os-release # buildkit", GapKind.PackageListRemoved)]
    [InlineData("/bin/sh -c find /lib/apk -delete", GapKind.PackageListRemoved)]
    [InlineData("RUN /bin/sh -c rm -rf /tmp/build # buildkit", GapKind.PackageListNone)]
    [InlineData("COPY /var/lib/dpkg-tool /opt # buildkit", GapKind.PackageListNone)]
    public void Find_HistoryThatRemovesTheList_SaysSo(string step, GapKind expected)
        => Assert.Equal(expected, Find(new FakeImageContent().File("/bin/perl", "x"), Nothing, step)?.Kind);

    [Theory]
    [InlineData("/usr/lib/apk/db/installed", "apk's /usr/lib/apk/db/installed", "Trivy 0.63.0 and newer read it: install one")]
    [InlineData("/usr/lib/sysimage/rpm/rpmdb.sqlite", "rpm's /usr/lib/sysimage/rpm/rpmdb.sqlite", "whether it is damaged")]
    [InlineData("/usr/share/rpm/rpmdb.sqlite", "rpm's /usr/share/rpm/rpmdb.sqlite", "Trivy 0.67.0 and newer read it: install one")]
    [InlineData("/var/lib/pacman/local/bash-5.2/desc", "pacman's /var/lib/pacman/local", "the distribution's own advisories")]
    [InlineData("/var/db/pkg/app-shells/bash-5.2/PF", "Portage's /var/db/pkg", "the distribution's own advisories")]
    [InlineData("/usr/lib/opkg/status", "opkg's /usr/lib/opkg/status", "the distribution's own advisories")]
    [InlineData("/lib/apk/db/installed", "apk's /lib/apk/db/installed", "whether it is damaged")]
    public void Find_ListThatTrivyReadNothingFrom_IsNamedWithWhatToDo(string file, string words, string advice)
    {
        var gap = Find(new FakeImageContent().File("/bin/sh", "x").File("/etc/os-release", "x").File(file, "x"), Nothing with { OperatingSystem = new OperatingSystemInfo("wolfi", "20230201", false) });

        Assert.Equal(GapKind.PackageListUnreadable, gap?.Kind);
        Assert.Contains("this Trivy (0.44.1) read none from: " + words, gap?.Detail, StringComparison.Ordinal);
        Assert.Contains(advice, gap?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ListBehindALink_IsNamedWhereItReallyLies()
        => Assert.Contains("apk's /usr/lib/apk/db/installed; next step: Trivy 0.63.0 and newer", Find(
            new FakeImageContent().Link("/lib", "usr/lib").File("/usr/lib/apk/db/installed", "x"))?.Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("/var/lib/dpkg/status")]
    [InlineData("/lib/apk/db/installed")]
    [InlineData("/var/lib/rpm/Packages")]
    public void Find_EmptiedList_IsOneTakenAway(string file)
        => Assert.Equal(GapKind.PackageListRemoved, Find(new FakeImageContent().File("/bin/sh", "x").File("/etc/os-release", "x").File(file, ""))?.Kind);

    [Fact]
    public void Find_ListThatNamesFewOfThePackagesThereAre_IsOneTakenAway()
    {
        var content = new FakeImageContent().File("/var/lib/dpkg/status", "x");
        for (var i = 0; i < 90; i++)
        {
            content.File($"/var/lib/dpkg/info/p{i}.list", "x");
        }

        Assert.Equal(GapKind.PackageListRemoved, Find(content, Nothing with { PackageCount = 1, OsPackageCount = 1 })?.Kind);
        Assert.Null(Find(content, Nothing with { PackageCount = 90, OsPackageCount = 90 }));
    }

    [Fact]
    public void Find_PlaceThatThisTrivyReads_IsNotForANewerOne()
    {
        var content = new FakeImageContent().File("/usr/lib/apk/db/installed", "x");

        var gap = PackageGaps.Find(Nothing, content.Index, new ImageConfiguration(), "0.74.0");

        Assert.Contains("whether it is damaged", gap?.Detail, StringComparison.Ordinal);
    }

    private static Gap? Find(FakeImageContent content, MappedReport? mapped = null, params string[] history)
        => PackageGaps.Find(
            mapped ?? Nothing, content.Index, new ImageConfiguration { History = [.. history.Select(step => new HistoryEntry(step, null, false))] }, "0.44.1");
}
