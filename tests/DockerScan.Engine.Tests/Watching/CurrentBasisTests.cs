using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;
using DockerScan.Engine.Watching;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>What of scanners is a scanner, a rule, the sandbox or the database: a run decides by it.</summary>
public sealed class CurrentBasisTests
{
    private static readonly ScannerIdentity[] Identities =
    [
        new(StageIds.Trivy, "0.69.3/5/s1", "db 1"), new(StageIds.ImageConfig, "3", "rules 1"), new(StageIds.Autorun, "4", "rules 1"), new(StageIds.Sandbox, "2/abc+b1", "Sinkhole 60 s"),
    ];

    public static TheoryData<string, string?, string?, WatchReason?, bool> Changes => new()
    {
        { StageIds.Trivy, "0.69.7/5/s1", "db 1", WatchReason.ScannerChanged, false },
        { StageIds.Trivy, "0.69.3/5/s1", "db 2", null, true },
        { StageIds.Trivy, "0.69.3/5/s1", null, null, true },
        { StageIds.Autorun, "5", "rules 1", WatchReason.ScannerChanged, false },
        { StageIds.Autorun, "4", "rules 2", WatchReason.RulesChanged, false },
        { StageIds.Sandbox, "2/def+b1", "Sinkhole 60 s", WatchReason.SandboxChanged, false },
        { StageIds.Sandbox, "2/abc+b1", "Sinkhole 20 s", WatchReason.SandboxChanged, false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Of_OneIdentityIsAnother_IsThatChangeAlone(string scanner, string? version, string? data, WatchReason? reason, bool isDatabase)
    {
        var before = CurrentBasis.Of(Identities);

        var after = CurrentBasis.Of([.. Identities.Select(each => each.Id == scanner ? new ScannerIdentity(scanner, version!, data) : each)]);

        Assert.Equal((reason, isDatabase), (after.DiffersFrom(before), after.Database != before.Database));
    }

    [Fact]
    public void Of_OtherOrder_IsTheSame() => Assert.Equal(CurrentBasis.Of(Identities), CurrentBasis.Of([.. Identities.Reverse()]));

    [Fact]
    public void Of_NoSandbox_IsAnotherSandbox()
        => Assert.Equal(WatchReason.SandboxChanged, CurrentBasis.Of(Identities[..3]).DiffersFrom(CurrentBasis.Of(Identities)));
}
