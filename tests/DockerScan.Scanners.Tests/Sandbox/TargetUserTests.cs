using DockerScan.Core.Images;
using DockerScan.Scanners.Sandbox;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The user and the home folder are those that the process will really have.</summary>
public sealed class TargetUserTests
{
    private const string Passwd = """
        root:x:0:0:root:/root:/bin/sh
        node:x:1000:1000::/home/node:/bin/sh
        twin:x:1000:1000::/home/twin:/bin/sh
        app:x:1001:1001::/srv/app/:/bin/sh
        bare:x:1002:1002:::/bin/sh
        up:x:1003:1003::/home/../etc:/bin/sh
        short:x:1004
        text:x:abc:1::/home/text:/bin/sh
        near:x:1005:1005::home/near:/bin/sh
        """;

    [Theory]
    [InlineData("", 0, "/root")]
    [InlineData("root", 0, "/root")]
    [InlineData("0", 0, "/root")]
    [InlineData("root:staff", 0, "/root")]
    [InlineData("node", 1000, "/home/node")]
    [InlineData("1000", 1000, "/home/node")]
    [InlineData("1000:50", 1000, "/home/node")]
    [InlineData("node:staff", 1000, "/home/node")]
    [InlineData("app", 1001, "/srv/app")]
    [InlineData("4242", 4242, "/")]
    [InlineData("4242:4242", 4242, "/")]
    public async Task FindAsync_FormOfUser_NumberAndHome(string user, int uid, string home)
        => Assert.Equal(new TargetUser(uid, home), await FindAsync(new ImageConfiguration { User = user }, Passwd));

    [Fact]
    public async Task FindAsync_NameWithTheNumberOfAnother_HomeOfTheFirstLine()
        => Assert.Equal(new TargetUser(1000, "/home/node"), await FindAsync(new ImageConfiguration { User = "twin" }, Passwd));

    [Theory]
    [InlineData("bare")]
    [InlineData("up")]
    [InlineData("near")]
    public async Task FindAsync_HomeThatIsNoPlainPath_Root(string user)
        => Assert.Equal("/", (await FindAsync(new ImageConfiguration { User = user }, Passwd)).Home);

    [Theory]
    [InlineData("ghost")]
    [InlineData("short")]
    [InlineData("text")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public async Task FindAsync_UserThatTheListLacks_Nobody(string user)
        => Assert.Equal(new TargetUser(65_534, "/"), await FindAsync(new ImageConfiguration { User = user }, Passwd));

    [Theory]
    [InlineData("", 0)]
    [InlineData("root", 0)]
    [InlineData("1000", 1000)]
    public async Task FindAsync_ImageWithoutList_HomeIsTheRootFolder(string user, int uid)
        => Assert.Equal(new TargetUser(uid, "/"), await FindAsync(new ImageConfiguration { User = user }, passwd: null));

    [Fact]
    public async Task FindAsync_RootWithAnotherHome_ThatHome()
        => Assert.Equal(new TargetUser(0, "/var/lib/root"), await FindAsync(new ImageConfiguration(), "root:x:0:0::/var/lib/root:/bin/sh\n"));

    [Theory]
    [InlineData("/data", "/data")]
    [InlineData("/data/", "/data")]
    [InlineData("/", "/")]
    [InlineData("data", "/")]
    [InlineData("/a/../b", "/")]
    public async Task FindAsync_HomeInTheEnvironment_ComesFirst(string given, string home)
        => Assert.Equal(new TargetUser(0, home), await FindAsync(new ImageConfiguration { Environment = ["PATH=/bin", "HOME=/old", "HOME=" + given, "HOMEX=/no"] }, Passwd));

    [Fact]
    public async Task FindAsync_EmptyHomeInTheEnvironment_CountsAsNone()
        => Assert.Equal("/root", (await FindAsync(new ImageConfiguration { Environment = ["HOME="] }, Passwd)).Home);

    [Fact]
    public async Task FindAsync_EndlessHome_RootFolder()
        => Assert.Equal("/", (await FindAsync(new ImageConfiguration { Environment = ["HOME=/" + new string('a', 5000)] }, Passwd)).Home);

    [Fact]
    public async Task FindAsync_ListBehindALink_IsFollowed()
    {
        var content = new FakeImageContent().File("/usr/etc/passwd", Passwd).Link("/etc/passwd", "../usr/etc/passwd");

        var user = await TargetUser.FindAsync(new ImageConfiguration { User = "node" }, content, TestContext.Current.CancellationToken);

        Assert.Equal(new TargetUser(1000, "/home/node"), user);
    }

    [Fact]
    public async Task FindAsync_HugeList_ReadsABoundedPart()
    {
        var content = new FakeImageContent().File("/etc/passwd", Passwd + new string('x', 1 << 20));

        await TargetUser.FindAsync(new ImageConfiguration { User = "node" }, content, TestContext.Current.CancellationToken);

        Assert.InRange(Assert.Single(content.Reads).MaxBytes, 1, 256 * 1024);
    }

    private static Task<TargetUser> FindAsync(ImageConfiguration configuration, string? passwd)
    {
        var content = new FakeImageContent();
        return TargetUser.FindAsync(configuration, passwd is null ? content : content.File("/etc/passwd", passwd), TestContext.Current.CancellationToken);
    }
}
