using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class GateIdentityTests
{
    private readonly GateIdentity _identity = new();

    [Fact]
    public void IsOurs_GateUntilItsExec_ThenTheImagesCommand()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate -- sh")));
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate -- sh")));
        Assert.False(_identity.IsOurs(1, Facts("/bin/dash", "sh")));
    }

    [Fact]
    public void IsOurs_TargetTakesTheGatesName_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate -- sh")));
        Assert.False(_identity.IsOurs(1, Facts("/bin/dash", "sh")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init gate -- sh")));
    }

    [Fact]
    public void IsOurs_CommandIsAGateWithOtherWords_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate -- /.init gate -- x")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init gate -- x")));
    }

    [Fact]
    public void IsOurs_SelfTestBehindTheGate_IsTold()
    {
        Assert.True(_identity.IsOurs(1, Facts("/.init", "/.init gate -- /.init selftest")));
        Assert.False(_identity.IsOurs(1, Facts("/.init", "/.init selftest")));
    }

    [Fact]
    public void IsOurs_ParentOutsideTheNamespace_OnlyThen()
    {
        Assert.True(_identity.IsOurs(9, Facts("/runc", "runc init", parent: 0)));
        Assert.False(_identity.IsOurs(9, Facts("/.init", "/.init gate -- sh", parent: 1)));
    }

    private static ProcessFacts Facts(string executable, string command, int parent = 0)
        => new(parent, 5, 0, 0, 0, executable, command, false, false, Mark.Of(System.Text.Encoding.UTF8.GetBytes(executable + command)), 1);
}
