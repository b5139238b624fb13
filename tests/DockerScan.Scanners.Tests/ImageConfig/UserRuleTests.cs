using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class UserRuleTests
{
    private const string Passwd = "root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\nshift:x:1001:0::/:/bin/sh\n";
    private const string Group = "root:x:0:\nwheel:x:0:app\napp:x:1000:\n";

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("00")]
    [InlineData("+0")]
    [InlineData("-0")]
    [InlineData("0:0")]
    [InlineData("0:1000")]
    [InlineData(":1000")]
    [InlineData("root")]
    [InlineData("root:app")]
    [InlineData("toor")]
    [InlineData(" root ")]
    public void Look_RootByAnyName_IsMedium(string user)
    {
        var finding = Assert.Single(Look(user));

        Assert.Equal(("user-root", Severity.Medium), (finding.Id, finding.Severity));
        Assert.Equal("privilege.root-user", finding.Check);
    }

    // What is configured is shown as it is: a group without a user is no missing USER.
    [Theory]
    [InlineData("", "no USER is configured, so it is root")]
    [InlineData(" ", "no USER is configured, so it is root")]
    [InlineData(":0", "USER :0 names no user, so it is root")]
    [InlineData(":app", "USER :app names no user, so it is root")]
    [InlineData("root:root", "USER root:root")]
    [InlineData("0:1001", "USER 0:1001")]
    [InlineData("00", "USER 00")]
    [InlineData("toor", "USER toor, which /etc/passwd makes number 0")]
    public void Look_Root_EvidenceIsWhatIsConfigured(string user, string evidence) => Assert.Equal(evidence, Assert.Single(Look(user)).Evidence);

    // The forms that images have, as runc reads them; what is out of range no engine starts, and StartableRule says so.
    [Theory]
    [InlineData("1000:0", "group-root")]
    [InlineData("app:root", "group-root")]
    [InlineData("1000:", null)]
    [InlineData("4242", null)]
    [InlineData("$APP_UID", "user-unknown")]
    [InlineData("\"1000\"", "user-unknown")]
    [InlineData("app:nogroup", "group-unknown")]
    [InlineData("-1", null)]
    [InlineData("4294967296", null)]
    public void Look_OtherForms_AreReadAsRuncReadsThem(string user, string? id) => Assert.Equal(id is null ? [] : [id], Look(user).Select(finding => finding.Id));

    [Theory]
    [InlineData("app")]
    [InlineData("app:app")]
    [InlineData("1000")]
    [InlineData("10001")]
    [InlineData("10001:10001")]
    [InlineData("app:1000:more")]
    public void Look_User_IsQuiet(string user) => Assert.Empty(Look(user));

    [Theory]
    [InlineData("app:0")]
    [InlineData("app:root")]
    [InlineData("app:wheel")]
    [InlineData("1000:00")]
    [InlineData("shift")]
    [InlineData("1001")]
    public void Look_RootGroup_IsLow(string user)
    {
        var finding = Assert.Single(Look(user));

        Assert.Equal(("group-root", Severity.Low), (finding.Id, finding.Severity));
    }

    [Fact]
    public void Look_UnknownName_IsLow()
    {
        var finding = Assert.Single(Look("nobody-here"));

        Assert.Equal(("user-unknown", Severity.Low), (finding.Id, finding.Severity));
        Assert.Contains("no such name", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_UnknownGroup_IsLow() => Assert.Equal("group-unknown", Assert.Single(Look("app:nobody-here")).Id);

    [Fact]
    public void Look_NoPasswd_SaysSo()
        => Assert.Contains("no /etc/passwd", Assert.Single(RuleBed.Look(new UserRule(), new ImageConfiguration { User = "app" })).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Look_RootWithoutPasswd_IsRoot() => Assert.Equal("user-root", Assert.Single(RuleBed.Look(new UserRule(), new ImageConfiguration { User = "root" })).Id);

    [Fact]
    public void Look_IndexIncomplete_DoesNotCallAUserUnknown()
        => Assert.Empty(RuleBed.Look(new UserRule(), new ImageConfiguration { User = "app" }, new FakeImageContent { Incomplete = "cut" }));

    // The runtime takes the first line of a name, and a number that is missing or none for 0.
    [Theory]
    [InlineData("app:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh")]
    [InlineData("app:x")]
    [InlineData("app")]
    [InlineData("app:x:abc:1000::/:/bin/sh")]
    [InlineData("  app:x:0:1000")]
    public void Look_PasswdLineThatTheRuntimeTakesForRoot_IsRoot(string passwd)
        => Assert.Equal("user-root", Assert.Single(RuleBed.Look(new UserRule(), new ImageConfiguration { User = "app" }, null, passwd)).Id);

    [Fact]
    public void Look_RootRenumbered_IsQuiet()
        => Assert.Empty(RuleBed.Look(new UserRule(), new ImageConfiguration { User = "root" }, null, "root:x:1000:1000::/:/bin/sh"));

    [Fact]
    public void Look_HostileName_IsOneBoundedLine()
    {
        var finding = Assert.Single(Look("x\n\u202egpj" + new string('a', 100_000)));

        Assert.DoesNotContain('\n', finding.Evidence);
        Assert.DoesNotContain('\u202e', finding.Evidence);
        Assert.True(finding.Evidence.Length <= 2000);
    }

    private static List<FindingDraft> Look(string user) => RuleBed.Look(new UserRule(), new ImageConfiguration { User = user }, null, Passwd, Group);
}
