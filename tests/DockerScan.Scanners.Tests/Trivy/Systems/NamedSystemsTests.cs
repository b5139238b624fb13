using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

/// <summary>Two systems of one package manager: the list is one, and only release files tell them apart.</summary>
public sealed class NamedSystemsTests
{
    private static readonly SystemsTable Table = TestSystems.Load();

    [Fact]
    public async Task FindAsync_RockyAndAlma_NamesBoth()
    {
        var gap = await FindAsync("rocky", "9.3", ("/etc/rocky-release", "Rocky Linux release 9.3 (Blue Onyx)\n"), ("/etc/almalinux-release", "AlmaLinux release 9.3 (Shamrock Pampas Cat)\n"));

        Assert.Equal(GapKind.SystemMixed, gap?.Kind);
        Assert.Equal(
            "release files name several systems, Rocky Linux 9.3 and AlmaLinux release 9.3 (Shamrock Pampas Cat) (/etc/almalinux-release), and all packages were compared with the advisories for the first: what is known against the others' is missing",
            gap?.Detail);
    }

    [Fact]
    public async Task FindAsync_DebianAndUbuntu_NamesBoth()
        => Assert.StartsWith("release files name several systems, Ubuntu 22.04 and Debian 12.5 (/etc/debian_version), ",
            (await FindAsync("ubuntu", "22.04", ("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\n"), ("/etc/debian_version", "12.5\n")))?.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task FindAsync_RedHatAndTwoOthers_NamesAll()
    {
        var gap = await FindAsync("redhat", "9.3",
            ("/etc/redhat-release", "Red Hat Enterprise Linux release 9.3 (Plow)"), ("/etc/fedora-release", "Fedora release 40 (Forty)"), ("/etc/system-release", "Amazon Linux release 2 (Karoo)"));

        Assert.Contains("Amazon Linux release 2 (Karoo) (/etc/system-release) and Fedora release 40 (Forty) (/etc/fedora-release)", gap?.Detail, StringComparison.Ordinal);
    }

    // Trivy takes it for Red Hat 9, and without an os-release nothing else says what it is.
    [Fact]
    public async Task FindAsync_StreamComparedAsRedHat_IsAGap()
        => Assert.Equal(
            "a release file says CentOS Stream release 9 (/etc/centos-release), and the packages were compared with the advisories for Red Hat Enterprise Linux 9: what is known against them is missing",
            (await FindAsync("redhat", "9", ("/etc/centos-release", "CentOS Stream release 9\n")))?.Detail);

    [Fact]
    public async Task FindAsync_SaidAlready_IsSaidOnce()
    {
        var known = Table.OfFamily("redhat")!;
        var content = new FakeImageContent().File("/etc/centos-release", "CentOS Stream release 9\n");
        var answer = new SystemAnswer(new OperatingSystemInfo("redhat", "9", false), null, new Gap(GapKind.SystemUnsupported, "the image calls itself CentOS 9"), known, "9");

        Assert.Null(await NamedSystems.FindAsync(answer, content, content.Index, TestContext.Current.CancellationToken));
    }

    // Each is what that system's own image has.
    [Theory]
    [InlineData("oracle", "9.3", "/etc/oracle-release", "Oracle Linux Server release 9.3", "/etc/redhat-release", "Red Hat Enterprise Linux release 9.3 (Plow)")]
    [InlineData("rocky", "9.3", "/etc/rocky-release", "Rocky Linux release 9.3 (Blue Onyx)", "/etc/rocky-release-upstream", "Derived from Red Hat Enterprise Linux 9.3")]
    [InlineData("centos", "7.9.2009", "/etc/centos-release", "CentOS Linux release 7.9.2009 (Core)", "/etc/centos-release-upstream", "Derived from Red Hat Enterprise Linux 7.9")]
    [InlineData("ubuntu", "22.04", "/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04", "/etc/debian_version", "bookworm/sid")]
    [InlineData("debian", "12.5", "/etc/debian_version", "12.5", "/etc/lsb-release", "DISTRIB_ID=Debian")]
    [InlineData("echo", "12", "/etc/debian_version", "12.5", "/etc/lsb-release", "DISTRIB_ID=Ubuntu")]
    [InlineData("alpine", "3.18.4", "/etc/alpine-release", "3.18.4", "/etc/redhat-release", "x")]
    public async Task FindAsync_HonestFiles_AreNone(string family, string name, string first, string text, string second, string other)
        => Assert.Null(await FindAsync(family, name, (first, text), (second, other)));

    [Fact]
    public async Task FindAsync_LinksToOneFile_AreNone()
    {
        var content = new FakeImageContent().File("/etc/rocky-release", "Rocky Linux release 9.3 (Blue Onyx)\n")
            .Link("/etc/redhat-release", "rocky-release").Link("/etc/system-release", "rocky-release").Link("/etc/centos-release", "rocky-release");

        Assert.Null(await FindAsync("rocky", "9.3", content));
        Assert.Single(content.Reads);
    }

    [Fact]
    public async Task FindAsync_HostileFile_IsOneBoundedLine()
    {
        var gap = await FindAsync("rocky", "9.3", ("/etc/rocky-release", "Rocky Linux release 9.3"), ("/etc/oracle-release", "Oracle Linux \u001b[31m" + new string('9', 4000)));

        Assert.DoesNotContain('\u001b', gap!.Detail);
        Assert.True(gap.Detail.Length <= 400);
    }

    private static Task<Gap?> FindAsync(string family, string name, params (string Path, string Text)[] files)
    {
        var content = new FakeImageContent();
        foreach (var (path, text) in files)
        {
            content.File(path, text);
        }

        return FindAsync(family, name, content);
    }

    private static Task<Gap?> FindAsync(string family, string name, FakeImageContent content)
    {
        var known = Table.OfFamily(family)!;
        return MixedSystems.FindAsync(new SystemAnswer(new OperatingSystemInfo(family, name, false), null, null, known, known.ReleaseOf(name)), content, content.Index, TestContext.Current.CancellationToken);
    }
}
