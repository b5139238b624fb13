using System.IO.Compression;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

/// <summary>Of two systems in one image one is compared; the other is named and is a gap.</summary>
public sealed class MixedSystemsTests
{
    private static readonly SystemsTable Table = TestSystems.Load();

    [Fact]
    public async Task FindAsync_TwoLists_NamesBothSystems()
    {
        var gap = await FindAsync(
            new FakeImageContent().File("/var/lib/dpkg/status", "x").File("/etc/debian_version", "12.5\n").File("/lib/apk/db/installed", "x").File("/etc/alpine-release", "3.18.4\n"), "alpine", "3.18.4");

        Assert.Equal(GapKind.SystemMixed, gap?.Kind);
        Assert.StartsWith(
            "the image holds the packages of several systems, Alpine Linux 3.18.4 and Debian 12.5 (dpkg's /var/lib/dpkg/status), and all were compared with the advisories for the first", gap?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_ReleaseFileOfAnotherSystem_IsAGap()
        => Assert.StartsWith("the packages are those of Debian 12.5 (dpkg's /var/lib/dpkg/status), but a release file says Alpine Linux 3.18.4, and they were compared with the advisories for that",
            (await FindAsync(new FakeImageContent().File("/var/lib/dpkg/status", "x").File("/etc/debian_version", "12.5\n"), "alpine", "3.18.4"))?.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task FindAsync_DistrolessBesideRpm_NamesBoth()
        => Assert.Contains("Fedora release 40 (Forty) (rpm's /var/lib/rpm/Packages)",
            (await FindAsync(new FakeImageContent().File("/var/lib/dpkg/status.d/base", "x").File("/etc/redhat-release", "Fedora release 40 (Forty)\nmore\n").File("/var/lib/rpm/Packages", "x"), "debian", "12.5"))?.Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("/var/lib/dpkg/status", "debian")]
    [InlineData("/usr/lib/apk/db/installed", "wolfi")]
    [InlineData("/usr/lib/sysimage/rpm/rpmdb.sqlite", "opensuse-leap")]
    public async Task FindAsync_OneListOfTheSystem_IsNone(string list, string family) => Assert.Null(await FindAsync(new FakeImageContent().File(list, "x"), family, "1"));

    // Debian's own rpm makes an empty database when it is asked anything; dpkg on Alpine an empty status.
    [Fact]
    public async Task FindAsync_EmptyListsBeside_AreNone()
    {
        Assert.Null(await FindAsync(new FakeImageContent().File("/var/lib/dpkg/status", "x").File("/var/lib/rpm/rpmdb.sqlite", EmptyRpm()), "debian", "12.5"));
        Assert.Null(await FindAsync(new FakeImageContent().File("/lib/apk/db/installed", "x").File("/var/lib/dpkg/status", ""), "alpine", "3.18.4"));
    }

    [Fact]
    public async Task FindAsync_FilledRpmBeside_IsAGap()
        => Assert.NotNull(await FindAsync(new FakeImageContent().File("/var/lib/dpkg/status", "x").File("/var/lib/rpm/rpmdb.sqlite", Rpm("rpmdb.sqlite.gz")), "debian", "12.5"));

    [Fact]
    public async Task FindAsync_HostileReleaseFile_IsOneBoundedLine()
    {
        var gap = await FindAsync(new FakeImageContent().File("/lib/apk/db/installed", "x").File("/etc/alpine-release", "\u001b[31m" + new string('9', 4000)).File("/var/lib/dpkg/status", "x"), "debian", "12.5");

        Assert.DoesNotContain('\u001b', gap!.Detail);
        Assert.True(gap.Detail.Length <= 500);
    }

    private static byte[] Rpm(string name)
    {
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(TestFiles.Repository, "tests", "DockerScan.Scanners.Tests", "testdata", "rpm", name)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] EmptyRpm() => Rpm("rpmdb-empty.sqlite.gz");

    private static Task<Gap?> FindAsync(FakeImageContent content, string family, string name)
    {
        var known = Table.OfFamily(family)!;
        return MixedSystems.FindAsync(new SystemAnswer(new OperatingSystemInfo(family, name, false), null, null, known, known.ReleaseOf(name)), content, content.Index, TestContext.Current.CancellationToken);
    }
}
