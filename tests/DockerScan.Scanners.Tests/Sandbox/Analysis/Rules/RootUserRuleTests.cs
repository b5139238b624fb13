using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class RootUserRuleTests
{
    [Fact]
    public void Find_ServiceThatStaysRoot_IsMedium()
    {
        var found = Only(new RecordBuilder().Process(1, "/app/server").Listen(1, 80));

        Assert.Equal(("runs-as-root", Severity.Medium, "/app/server"), (found.Id, found.Severity, found.Location));
        Assert.Contains("effective uid 0", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_HeadOfWorkers_IsLow()
        => Assert.Equal(Severity.Low, Only(new RecordBuilder().Process(1, "/usr/sbin/httpd").Process(9, "/usr/sbin/httpd", uid: 48, at: 1)).Severity);

    [Fact]
    public void Find_StartScriptThatDrops_IsNothing()
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/bin/sh").Becomes(1, 0, 3, "/app/server", uid: 999)));

    [Fact]
    public void Find_ShortRunAsRoot_IsTold()
        => Assert.Single(Find(new RecordBuilder().Process(1, "/hello").Exits(0, 0.3)));

    [Fact]
    public void Find_RootDespiteTheConfiguredUser_IsHigh()
        => Assert.Equal(Severity.High, Find(new RecordBuilder().Configured(new ImageConfiguration { User = "1000" }).Process(1, "/app", uid: 1000).Process(5, "/usr/bin/su", uid: 0, realUid: 1000, at: 2))[0].Severity);

    [Fact]
    public void Find_MoreCapabilitiesThanDefault_IsHigh()
        => Assert.Contains(Find(new RecordBuilder().Process(1, "/app", uid: 1000, capabilities: 1UL << 21)), each => each is { Id: "more-capabilities", Severity: Severity.High });

    [Fact]
    public void Find_Unprivileged_IsNothing() => Assert.Empty(Find(new RecordBuilder().Process(1, "/app", uid: 1000)));

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => TestBehavior.Findings(record, "privilege.root-user");

    private static FindingDraft Only(RecordBuilder record) => Assert.Single(Find(record));
}
