using DockerScan.Core.Checks;
using DockerScan.TestKit.Builders;

namespace DockerScan.Core.Tests.Checks;

public sealed class ChecklistTests
{
    private static readonly Checklist Sample = SampleChecklist.Create();

    [Fact]
    public void Get_KnownId_IsTheCheck() => Assert.Equal("Root privileges", Sample.Get(CheckIds.RootUser).Title.En);

    [Theory]
    [InlineData("no.such-check")]
    [InlineData("PRIVILEGE.ROOT-USER")]
    public void Get_UnknownId_ThrowsAndNamesIt(string id)
        => Assert.Equal($"config/checklist.yaml has no check '{id}'", Assert.Throws<KeyNotFoundException>(() => Sample.Get(id)).Message);

    [Theory]
    [InlineData(787, CheckIds.InsecureCoding)]
    [InlineData(79, CheckIds.InsecureCoding)]
    [InlineData(400, CheckIds.NetworkSecurity)]
    [InlineData(798, CheckIds.WeakAccessControl)]
    [InlineData(7, null)]
    public void ForCwe_Number_IsTheCheckThatListsIt(int cwe, string? expected) => Assert.Equal(expected, Sample.ForCwe(cwe)?.Id);

    [Fact]
    public void In_Language_IsItsText()
    {
        var text = new LocalizedText("english", "한국어");
        Assert.Equal("english", text.In(ReportLanguage.English));
        Assert.Equal("한국어", text.In(ReportLanguage.Korean));
    }

    // A public contract: stored results, the checklist and other people's scripts name them.
    [Fact]
    public void CheckIds_Values_NeverChange()
    {
        Assert.Equal("cve.outdated-software", CheckIds.OutdatedSoftware);
        Assert.Equal("cve.insecure-coding", CheckIds.InsecureCoding);
        Assert.Equal("cve.network-security", CheckIds.NetworkSecurity);
        Assert.Equal("cve.misconfiguration", CheckIds.Misconfiguration);
        Assert.Equal("cve.weak-access-control", CheckIds.WeakAccessControl);
        Assert.Equal("privilege.root-user", CheckIds.RootUser);
        Assert.Equal("privilege.set-uid", CheckIds.SetUid);
        Assert.Equal("autorun.file", CheckIds.AutorunFile);
        Assert.Equal("autorun.malware", CheckIds.AutorunMalware);
        Assert.Equal("secret.file", CheckIds.SecretFile);
        Assert.Equal("secret.env", CheckIds.SecretEnv);
    }
}
