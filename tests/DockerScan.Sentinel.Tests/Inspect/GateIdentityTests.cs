using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class GateIdentityTests
{
    private readonly GateIdentity _identity = new("/.init", "n4me");

    [Fact]
    public void IsOurs_GateUntilItsExec_ThenTheImagesCommand()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh")));
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh")));
        Assert.False(_identity.IsOurs(1, Facts("/bin/dash", "sh")));
    }

    [Fact]
    public void IsOurs_TargetTakesTheGatesName_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh")));
        Assert.False(_identity.IsOurs(1, Facts("/bin/dash", "sh")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh")));
    }

    [Fact]
    public void IsOurs_CommandIsAGateWithOtherWords_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- /.init gate n4me 5 -- x")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- x")));
    }

    [Fact]
    public void IsOurs_SelfTestBehindTheGate_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- /.init selftest")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init selftest")));
    }

    [Fact]
    public void IsOurs_ParentOutsideTheNamespace_IsTold()
    {
        Assert.False(_identity.IsOurs(9, Facts("/runc", "runc init", parent: 0)));
        Assert.False(_identity.IsOurs(9, Facts("/.init", "/.init gate n4me 5 -- sh", parent: 0)));
        Assert.False(_identity.WasSeen);
    }

    [Fact]
    public void IsOurs_GatesFileIsRemoved_IsStillTheGate()
        => Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh") with { IsDeleted = true }));

    [Theory]
    [InlineData("/.init", "/.init gate other 5 -- sh")]
    [InlineData("/.init", "/.init gate n4me")]
    [InlineData("/.init2", "/.init gate n4me 5 -- sh")]
    public void IsOurs_AnotherRunsWords_WasNeverSeen(string executable, string command)
    {
        Assert.False(_identity.IsOurs(1, Facts(executable, command)));
        Assert.False(_identity.WasSeen);
    }

    [Fact]
    public void IsOurs_ProcessOneIsAnotherProcess_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init gate n4me 5 -- sh") with { StartTicks = 6 }));
    }

    [Fact]
    public void IsOurs_ChildThatTheGateNamed_UntilItIsAnotherProgram()
    {
        var child = Facts("/.init", "", parent: 1) with { IsDeleted = true };
        Assert.False(_identity.IsOurs(9, child));
        _identity.Expect(9);

        Assert.True(_identity.IsOurs(9, child));
        Assert.False(_identity.IsOurs(8, child));
        Assert.False(_identity.IsOurs(9, Facts("/bin/sh", "sh -c check", parent: 1)));
        Assert.False(_identity.IsOurs(9, child));
    }

    [Fact]
    public void IsOurs_ChildsNumberGivenToAnother_IsTold()
    {
        _identity.Expect(9);
        Assert.True(_identity.IsOurs(9, Facts("/.init", "", parent: 1)));

        Assert.False(_identity.IsOurs(9, Facts("/.init", "", parent: 1) with { StartTicks = 77 }));
    }

    [Fact]
    public void IsOurs_ChildWasToldToStartAProgram_IsTold()
    {
        _identity.Expect(9);
        _identity.Started(9);

        Assert.False(_identity.IsOurs(9, Facts("/.init", "", parent: 1)));
    }

    private static ProcessFacts Facts(string executable, string command, int parent = 0)
        => new(parent, 5, 0, 0, 0, executable, command, false, false, Mark.Of(System.Text.Encoding.UTF8.GetBytes(executable + command)), 1);
}
