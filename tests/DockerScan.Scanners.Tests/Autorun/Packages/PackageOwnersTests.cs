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

    private static async Task<string?> OwnerAsync(FakeImageContent content)
    {
        var wanted = new Dictionary<string, FileDigests> { ["/usr/bin/tool"] = Digests };
        return (await PackageOwners.FindAsync(content, content.Index, wanted, TestContext.Current.CancellationToken)).GetValueOrDefault("/usr/bin/tool");
    }
}
