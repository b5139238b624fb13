using System.Text;
using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class ProcStatusTests
{
    private const string Head = "Name:\tsh\nUmask:\t0022\nState:\tR (running)\nTgid:\t42\nNgid:\t0\nPid:\t43\nPPid:\t1\nTracerPid:\t0\n";

    [Fact]
    public void TryParse_Ordinary_ReadsGroupAndUsers()
    {
        Assert.True(ProcStatus.TryParse(Encoding.UTF8.GetBytes(Head + "Uid:\t1000\t0\t0\t0\nGid:\t0\t0\t0\t0\n"), out var status));

        Assert.Equal(new ProcStatus(42, 1000, 0), status);
    }

    [Fact]
    public void TryParse_CutInTheGroups_IsEnough()
    {
        var text = Head + "Uid:\t5\t6\t6\t6\nGid:\t0\t0\t0\t0\nFDSize:\t64\nGroups:\t" + string.Concat(Enumerable.Repeat("1000000000 ", 100));

        Assert.True(ProcStatus.TryParse(Encoding.UTF8.GetBytes(text), out var status));

        Assert.Equal(6, status.Uid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Name:\tsh\n")]
    [InlineData("Uid:\t0\t0\t0\t0\n")]
    [InlineData("Tgid:\t42\nUid:\t0\n")]
    public void TryParse_Incomplete_False(string text) => Assert.False(ProcStatus.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryParse_HighestUser_IsNegativeAndNotRoot()
    {
        Assert.True(ProcStatus.TryParse("Tgid:\t1\nUid:\t4294967294\t4294967294\t0\t0\n"u8, out var status));

        Assert.Equal(-2, status.Uid);
    }
}
