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
        => Assert.Equal((uid, home), Of(await FindAsync(new ImageConfiguration { User = user }, Passwd)));

    [Fact]
    public async Task FindAsync_NameWithTheNumberOfAnother_HomeOfTheFirstLine()
        => Assert.Equal((1000, "/home/node"), Of(await FindAsync(new ImageConfiguration { User = "twin" }, Passwd)));

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
        => Assert.Equal((65_534, "/"), Of(await FindAsync(new ImageConfiguration { User = user }, Passwd)));

    [Theory]
    [InlineData("", 0)]
    [InlineData("root", 0)]
    [InlineData("1000", 1000)]
    public async Task FindAsync_ImageWithoutList_HomeIsTheRootFolder(string user, int uid)
        => Assert.Equal((uid, "/"), Of(await FindAsync(new ImageConfiguration { User = user }, passwd: null)));

    [Fact]
    public async Task FindAsync_RootWithAnotherHome_ThatHome()
        => Assert.Equal((0, "/var/lib/root"), Of(await FindAsync(new ImageConfiguration(), "root:x:0:0::/var/lib/root:/bin/sh\n")));

    [Theory]
    [InlineData("/data", "/data")]
    [InlineData("/data/", "/data")]
    [InlineData("/", "/")]
    [InlineData("data", "/")]
    [InlineData("/a/../b", "/")]
    public async Task FindAsync_HomeInTheEnvironment_ComesFirst(string given, string home)
        => Assert.Equal((0, home), Of(await FindAsync(new ImageConfiguration { Environment = ["PATH=/bin", "HOME=/old", "HOME=" + given, "HOMEX=/no"] }, Passwd)));

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

        Assert.Equal((1000, "/home/node"), Of(user));
    }

    [Fact]
    public async Task FindAsync_HugeList_ReadsABoundedPart()
    {
        var content = new FakeImageContent().File("/etc/passwd", Passwd + new string('x', 1 << 20));

        await TargetUser.FindAsync(new ImageConfiguration { User = "node" }, content, TestContext.Current.CancellationToken);

        Assert.InRange(Assert.Single(content.Reads).MaxBytes, 1, 256 * 1024);
    }

    [Theory]
    [InlineData("", new[] { 0, 12, 1000, 1001, 51_000, 51_001, 60_001, 60_002 })]
    [InlineData("57000:58000", new[] { 0, 12, 1000, 1001, 51_000, 51_001, 57_000, 58_000, 60_001, 60_002 })]
    [InlineData("node:59000", new[] { 0, 12, 1000, 1001, 51_000, 51_001, 59_000, 60_001, 60_002 })]
    public async Task NumbersWith_UsersGroupsAndOwners_AreAll(string user, int[] expected)
    {
        var content = new FakeImageContent().File("/etc/passwd", "root:x:0:12::/root:/bin/sh\nnode:x:1000:1001::/home/node:/bin/sh\ntwin:x:51000:51001::/:\nbad:x:-5:x::/:\n").File("/app", "x", uid: 60_001, gid: 60_002);

        var found = await TargetUser.FindAsync(new ImageConfiguration { User = user }, content, TestContext.Current.CancellationToken);

        Assert.Equal(expected, found.NumbersWith(content.Index).Order());
    }

    private static (int Uid, string Home) Of(TargetUser user) => (user.Uid, user.Home);

    private static Task<TargetUser> FindAsync(ImageConfiguration configuration, string? passwd)
    {
        var content = new FakeImageContent();
        return TargetUser.FindAsync(configuration, passwd is null ? content : content.File("/etc/passwd", passwd), TestContext.Current.CancellationToken);
    }
}
