using System.Text;
using DockerScan.Scanners.Autorun.Packages;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Autorun.Packages;

public sealed class PackageOwnersTests
{
    private const string Program = "the program";
    private static readonly FileDigests Digests = FileDigests.Of(Encoding.UTF8.GetBytes(Program));

    [Theory]
    [InlineData("usr/bin/tool", "tool.md5sums", "tool")]
    [InlineData("bin/tool", "tool:amd64.md5sums", "tool")]
    [InlineData("usr/bin/other", "tool.md5sums", null)]
    public async Task FindAsync_Dpkg_TheSameChecksumNamesThePackage(string listed, string list, string? package)
        => Assert.Equal(package, await OwnerAsync(new FakeImageContent().File($"/var/lib/dpkg/info/{list}", $"{new string('0', 32)}  usr/share/x\n{Digests.Md5}  {listed}\n")));

    [Fact]
    public async Task FindAsync_FileWasChanged_BelongsToNobody()
        => Assert.Null(await OwnerAsync(new FakeImageContent().File("/var/lib/dpkg/info/tool.md5sums", $"{new string('0', 32)}  usr/bin/tool\n")));

    [Fact]
    public async Task FindAsync_Distroless_IsFoundToo()
        => Assert.Equal("base", await OwnerAsync(new FakeImageContent().File("/var/lib/dpkg/status.d/base.md5sums", $"{Digests.Md5}  usr/bin/tool\n")));

    [Theory]
    [InlineData("usr/bin", "tool", "busybox")]
    [InlineData("usr/bin", "other", null)]
    public async Task FindAsync_Apk_TheSameChecksumNamesThePackage(string folder, string file, string? package)
    {
        var sum = Convert.ToBase64String(Convert.FromHexString(Digests.Sha1));

        Assert.Equal(package, await OwnerAsync(new FakeImageContent().File("/lib/apk/db/installed", $"C:Q1x\nP:busybox\nV:1\nF:{folder}\nR:{file}\na:0:0:755\nZ:Q1{sum}\n\nP:next\n")));
    }

    [Theory]
    [InlineData("Z:Q1not-base64")]
    [InlineData("Z:Q1")]
    [InlineData("Z:Q2AAAA")]
    [InlineData("Z")]
    [InlineData("\0\0\0\0")]
    public async Task FindAsync_DamagedList_BelongsToNobody(string line)
        => Assert.Null(await OwnerAsync(new FakeImageContent().File("/lib/apk/db/installed", $"P:busybox\nF:usr/bin\nR:tool\n{line}\n")));

    [Fact]
    public async Task FindAsync_ListsAreTooMuch_AreNotRead()
    {
        var content = new FakeImageContent().File("/var/lib/dpkg/info/tool.md5sums", $"{Digests.Md5}  usr/bin/tool\n");
        for (var i = 0; i < 50_001; i++)
        {
            content.File($"/var/lib/dpkg/info/{i}.list", string.Empty);
        }

        Assert.Null(await OwnerAsync(content));
        Assert.Empty(content.Reads);
    }

    [Fact]
    public async Task FindAsync_NothingWanted_ReadsNothing()
    {
        var content = new FakeImageContent().File("/var/lib/dpkg/info/tool.md5sums", "x");

        await PackageOwners.FindAsync(content, content.Index, new Dictionary<string, FileDigests>(), TestContext.Current.CancellationToken);

        Assert.Empty(content.Reads);
    }

    [Theory]
    [InlineData("/lib/apk/db/installed")]
    [InlineData("/usr/lib/apk/db/installed")]
    public async Task FindAsync_Apk3_TheSha256NamesThePackage(string list)
    {
        var sum = Convert.ToBase64String(Convert.FromHexString(Digests.Sha256));

        Assert.Equal("busybox", await OwnerAsync(new FakeImageContent().File(list, $"P:busybox\nF:usr/bin\nR:tool\nZ:Q2{sum}\n\n")));
    }

    [Theory]
    [InlineData("Conffiles:\n /etc/other 00000000000000000000000000000000\n /usr/bin/tool {0} obsolete\n", "tool")]
    [InlineData("Depends: x\n /usr/bin/tool {0}\n", null)]
    [InlineData("Conffiles:\n /usr/bin/tool 00000000000000000000000000000000\n", null)]
    [InlineData("Conffiles:\n /usr/bin/tool\n /usr/bin/tool \n  \n", null)]
    public async Task FindAsync_ConfigurationFileOfDpkg_NamesThePackage(string field, string? package)
        => Assert.Equal(package, await OwnerAsync(new FakeImageContent().File("/var/lib/dpkg/status", $"Package: tool\nStatus: install ok installed\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, field, Digests.Md5)}\nPackage: next\n")));

    [Theory]
    [InlineData("/var/lib/rpm/rpmdb.sqlite")]
    [InlineData("/usr/lib/sysimage/rpm/rpmdb.sqlite")]
    [InlineData("/usr/share/rpm/rpmdb.sqlite")]
    public async Task FindAsync_Rpm_IsReadInEachPlace(string path)
    {
        var found = await FindAsync(new FakeImageContent().File(path, RpmFile()));

        Assert.Equal(("tool", null), (found.Packages.GetValueOrDefault("/usr/bin/tool"), found.Unread));
    }

    // One list under two names is read once.
    [Fact]
    public async Task FindAsync_RpmBehindALink_IsReadOnce()
    {
        var content = new FakeImageContent().File("/usr/lib/sysimage/rpm/rpmdb.sqlite", RpmFile()).Link("/var/lib/rpm", "../../usr/lib/sysimage/rpm");

        Assert.Equal("tool", await OwnerAsync(content));
        Assert.Single(content.Reads);
    }

    [Theory]
    [InlineData("/var/lib/rpm/Packages", "rpm's /var/lib/rpm/Packages: it is a Berkeley database, which is not read here")]
    [InlineData("/var/lib/rpm/Packages.db", "rpm's /var/lib/rpm/Packages.db: it is a Berkeley database, which is not read here")]
    [InlineData("/var/lib/pacman/local/tool-1/desc", "pacman's /var/lib/pacman/local is not read here")]
    [InlineData("/usr/lib/opkg/status", "opkg's /usr/lib/opkg/status is not read here")]
    public async Task FindAsync_ListThatIsNotRead_IsSaid(string path, string words)
    {
        var berkeley = new byte[4096];
        new byte[] { 0x61, 0x15, 0x06, 0x00 }.CopyTo(berkeley, 12);

        var found = await FindAsync(new FakeImageContent().File(path, berkeley));

        Assert.Empty(found.Packages);
        Assert.Equal(words, found.Unread);
    }

    [Fact]
    public async Task FindAsync_ListThatCannotBeHad_IsSaid()
    {
        var content = new FakeImageContent().File("/var/lib/rpm/rpmdb.sqlite", RpmFile());
        content.Unreadable.Add("/var/lib/rpm/rpmdb.sqlite");

        Assert.Equal("/var/lib/rpm/rpmdb.sqlite could not be read", (await FindAsync(content)).Unread);
    }

    [Fact]
    public async Task FindAsync_PackagesThatRpmDidNotMergeYet_AreSaid()
        => Assert.Equal("rpm's /var/lib/rpm/rpmdb.sqlite-wal is not read",
            (await FindAsync(new FakeImageContent().File("/var/lib/rpm/rpmdb.sqlite", RpmFile()).File("/var/lib/rpm/rpmdb.sqlite-wal", "x"))).Unread);

    [Fact]
    public async Task FindAsync_FilesNotWhole_IsSaid()
        => Assert.Contains("not whole: too many", (await FindAsync(new FakeImageContent { Incomplete = "too many" })).Unread, StringComparison.Ordinal);

    [Fact]
    public async Task FindAsync_EveryListRead_NothingIsSaid()
        => Assert.Null((await FindAsync(new FakeImageContent().File("/var/lib/dpkg/info/tool.md5sums", "x").File("/lib/apk/db/installed", "P:x\n"))).Unread);

    private static byte[] RpmFile()
    {
        using var gzip = new System.IO.Compression.GZipStream(
            File.OpenRead(Path.Combine(Trivy.Support.TestFiles.Repository, "tests", "DockerScan.Scanners.Tests", "testdata", "rpm", "rpmdb.sqlite.gz")), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static async Task<PackageOwnership> FindAsync(FakeImageContent content)
        => await PackageOwners.FindAsync(content, content.Index, new Dictionary<string, FileDigests> { ["/usr/bin/tool"] = Digests }, TestContext.Current.CancellationToken);

    private static async Task<string?> OwnerAsync(FakeImageContent content) => (await FindAsync(content)).Packages.GetValueOrDefault("/usr/bin/tool");
}
