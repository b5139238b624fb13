using System.Text;
using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class ProcStatTests
{
    private const string Rest = "S 7 42 42 0 -1 4194560 1172 387 0 0 11 22 33 44 20 0 1 0 2494718 2387968 330 1844 4198400";

    [Theory]
    [InlineData("sh")]
    [InlineData("a) R 1 (b")]
    [InlineData("x\n9 (y) Z 0 0")]
    [InlineData("")]
    public void TryParse_HostileName_FieldsAreThoseBehindTheLastBracket(string name)
    {
        var text = Encoding.UTF8.GetBytes($"42 ({name}) {Rest}");

        Assert.True(ProcStat.TryParse(text, out var stat));

        Assert.Equal(new ProcStat(4, name.Length, 'S', 7, 33, 77, 2_494_718), stat);
        Assert.Equal(name, Encoding.UTF8.GetString(text, stat.NameStart, stat.NameLength));
    }

    [Theory]
    [InlineData("")]
    [InlineData("42 (sh")]
    [InlineData("42 sh) S 7")]
    [InlineData("42 (sh)")]
    [InlineData("42 (sh) ")]
    [InlineData("42 (sh) S 7 42 42 0")]
    [InlineData("42 (sh) S x 42 42 0 -1 4194560 1172 387 0 0 11 22 33 44 20 0 1 0 2494718 1 2")]
    public void TryParse_CutOrBroken_False(string text) => Assert.False(ProcStat.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData('Z', true)]
    [InlineData('X', true)]
    [InlineData('R', false)]
    public void IsDead_State_OnlyWhenEnded(char state, bool expected) => Assert.Equal(expected, new ProcStat(0, 0, state, 0, 0, 0, 0).IsDead);
}
