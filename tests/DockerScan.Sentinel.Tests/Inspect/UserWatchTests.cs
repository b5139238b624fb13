using System.Text;
using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class UserWatchTests
{
    [Theory]
    [InlineData("Uid:\t51000\t0\t0\t0", true)]
    [InlineData("Uid:\t0\t51000\t0\t0", true)]
    [InlineData("Uid:\t0\t0\t51000\t0", true)]
    [InlineData("Uid:\t0\t0\t0\t51000", true)]
    [InlineData("Uid:\t0\t0\t0\t0", false)]
    [InlineData("Uid:\t510001\t5100\t151000\t0", false)]
    [InlineData("Gid:\t51000\t51000\t51000\t51000", false)]
    [InlineData("Uid:\tx", false)]
    [InlineData("", false)]
    public void Has_AnyOfTheFour_IsSeen(string line, bool expected)
        => Assert.Equal(expected, UserWatch.Has(Encoding.ASCII.GetBytes($"Name:\tsh\nTgid:\t9\n{line}\nGroups:\t\n"), 51_000));
}
