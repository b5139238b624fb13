using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Tests.Output;

public sealed class TargetTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("a\nb\u0000", "a\\x0ab\\x00")]
    [InlineData("x\u202Ey\u2028", "x\\u202ey\\u2028")]
    [InlineData("\uD83D\uDE00 é", "\uD83D\uDE00 é")]
    public void Cut_Text_ShowsWhatIsInvisible(string text, string expected) => Assert.Equal(expected, TargetText.Cut(text));

    [Fact]
    public void Cut_HalfOfAPair_IsEscaped() => Assert.Equal("\\ud83d", TargetText.Cut(((char)0xD83D).ToString()));

    [Fact]
    public void Cut_LongText_KeepsTheBound() =>
        Assert.Equal(SentinelSchema.MaxTextChars, TargetText.Cut(new string('a', 5000)).Length);

    [Fact]
    public void Cut_LongControlText_NeverSplitsAnEscape()
    {
        var text = TargetText.Cut(new string('\n', 5000), 1023);

        Assert.Equal(1020, text.Length);
        Assert.EndsWith("\\x0a", text, StringComparison.Ordinal);
    }

    [Fact]
    public void FromBytes_Binary_IsEscaped() => Assert.Equal("a\\xff\\x00", TargetText.FromBytes([0x61, 0xFF, 0]));
}
