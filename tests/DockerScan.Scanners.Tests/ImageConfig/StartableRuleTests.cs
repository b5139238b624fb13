using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class StartableRuleTests
{
    private static readonly ImageConfiguration Good = new() { Entrypoint = ["/app/server"] };

    [Fact]
    public void Look_OrdinaryConfiguration_IsQuiet()
        => Assert.Empty(Look(Good with
        {
            WorkingDirectory = "/app/../not/there/yet",
            Environment = ["A=1", "EMPTY=", "NOEQUALS", "", "A B=c", "PATH="],
            Volumes = ["/data", "data", "/app", "/sys", "/process", "/developer"],
            User = "2147483647:0",
        }));

    [Theory]
    [InlineData("rel", "WORKDIR rel is not absolute")]
    [InlineData(" /x", "WORKDIR  /x is not absolute")]
    [InlineData("C:\\x", "WORKDIR C:\\x is not absolute")]
    [InlineData("/bin/sh", "WORKDIR /bin/sh: /bin/sh is a file")]
    [InlineData("/bin/sh/x", "WORKDIR /bin/sh/x: /bin/sh is a file")]
    [InlineData("/link/sh", "WORKDIR /link/sh: /bin/sh is a file")]
    public void Look_WorkingDirectory_IsFound(string directory, string evidence) => Is(Good with { WorkingDirectory = directory }, evidence);

    [Theory]
    [InlineData("=x", "ENV holds a variable without a name")]
    [InlineData("=", "ENV holds a variable without a name")]
    [InlineData("A=b\0c", "ENV A holds a zero byte")]
    public void Look_Variable_IsFound(string variable, string evidence) => Is(Good with { Environment = ["OK=1", variable] }, evidence);

    [Theory]
    [InlineData("/bin/sh", "VOLUME /bin/sh lies over the file /bin/sh")]
    [InlineData("bin/sh", "VOLUME bin/sh lies over the file /bin/sh")]
    [InlineData("/x/../bin/sh/y", "VOLUME /x/../bin/sh/y lies over the file /bin/sh")]
    [InlineData("/", "VOLUME / lies over the whole image")]
    [InlineData("", "VOLUME  lies over the whole image")]
    [InlineData("/proc", "VOLUME /proc lies over what the engine mounts itself")]
    [InlineData("/dev/null", "VOLUME /dev/null lies over what the engine mounts itself")]
    public void Look_Volume_IsFound(string volume, string evidence) => Is(Good with { Volumes = [volume] }, evidence);

    [Theory]
    [InlineData("-1", "USER -1 is not between 0 and 2147483647")]
    [InlineData("4294967296", "USER 4294967296 is not between 0 and 2147483647")]
    [InlineData("1000:2147483648", "USER 2147483648 is not between 0 and 2147483647")]
    public void Look_UserOutOfRange_IsFound(string user, string evidence) => Is(Good with { User = user }, evidence);

    [Fact]
    public void Look_Command_WithAZeroByte_IsFound() => Is(Good with { Command = ["a\0b"] }, "a word of ENTRYPOINT or CMD holds a zero byte");

    [Fact]
    public void Look_NothingStarts_IsQuiet() => Assert.Empty(Look(new ImageConfiguration { WorkingDirectory = "rel" }));

    // The key of what the sandbox finds when the start fails: the two are one finding.
    [Fact]
    public void Look_Key_IsThatOfTheSandbox()
    {
        var finding = Assert.Single(Look(Good with { WorkingDirectory = "rel", Environment = ["=x"], Entrypoint = ["/app/server-123456"] }));

        Assert.Equal((BehaviorChecks.Crash, BehaviorChecks.Crash, "cannot-start", StablePath.Of("/app/server-123456")), (finding.Check, finding.KeyClass, finding.Id, finding.Location));
        Assert.Equal("WORKDIR rel is not absolute; ENV holds a variable without a name", finding.Evidence);
    }

    [Fact]
    public void Look_ManyReasons_AreBounded()
        => Assert.True(Look(Good with { Environment = [.. Enumerable.Repeat("=x", 100_000)] })[0].Evidence.Length < 1000);

    private static void Is(ImageConfiguration configuration, string evidence)
    {
        var finding = Assert.Single(Look(configuration));

        Assert.Equal(("cannot-start", Severity.Medium, evidence), (finding.Id, finding.Severity, finding.Evidence));
    }

    private static List<FindingDraft> Look(ImageConfiguration configuration)
        => RuleBed.Look(new StartableRule(), configuration, new FakeImageContent().File("/bin/sh", "x").Link("/link", "bin").Directory("/app"));
}
