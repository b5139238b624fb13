namespace DockerScan.Core.Tests;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(null, 5, "")]
    [InlineData("", 5, "")]
    [InlineData("abcd", 5, "abcd")]
    [InlineData("abcde", 5, "abcde")] // exactly as long as allowed
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abcdefghijkl", 5, "abcd…")]
    [InlineData("a", 1, "a")]
    [InlineData("ab", 1, "…")]
    [InlineData("ab", 2, "ab")]
    [InlineData("a", 0, "")]
    [InlineData("a", -1, "")]
    [InlineData("abc", int.MaxValue, "abc")]
    // A character of two units is never halved.
    [InlineData("abc🐳", 5, "abc🐳")]
    [InlineData("abcd🐳", 5, "abcd…")]
    [InlineData("abc🐳d", 5, "abc…")]
    [InlineData("abc🐳🐳", 6, "abc🐳…")]
    [InlineData("🐳🐳", 2, "…")]
    [InlineData("🐳", 2, "🐳")]
    [InlineData("🐳", 1, "…")]
    public void Clean_Length_IsBoundedAndOnlyLongerTextIsCut(string? text, int maxLength, string expected)
    {
        Assert.Equal(expected, DisplayText.Clean(text, maxLength));
        Assert.Equal(expected, DisplayText.CleanLines(text, maxLength));
    }

    [Fact]
    public void Clean_EveryLength_KeepsTheBound()
    {
        const string Text = "a🐳\u202eb\u0001🐳\ud800c\u2028é";
        for (var length = 0; length < 16; length++)
        {
            var clean = DisplayText.Clean(Text, length);
            Assert.InRange(clean.Length, 0, length);
            Assert.Equal(length < 12 && length > 0, clean.EndsWith('…'));
            Assert.True(clean.IsNormalized(), "no half of a pair is left");
        }
    }

    [Theory]
    [InlineData("a\nb", "a b", "a\nb")]
    [InlineData("a\r\nb", "a  b", "a \nb")]
    [InlineData("a\tb", "a b", "a b")]
    [InlineData("\n", " ", "\n")]
    [InlineData("a\vb\fc", "a\ufffdb\ufffdc", "a\ufffdb\ufffdc")]
    [InlineData("a\u0085b\u2028c\u2029d", "a\ufffdb\ufffdc\ufffdd", "a\ufffdb\ufffdc\ufffdd")]
    public void Clean_LineEnds_BecomeSpacesUnlessKept(string text, string oneLine, string lines)
    {
        Assert.Equal(oneLine, DisplayText.Clean(text, 100));
        Assert.Equal(lines, DisplayText.CleanLines(text, 100));
    }

    [Theory]
    // The other controls: NUL, bell, backspace, escape, delete, C1's CSI.
    [InlineData("\0")]
    [InlineData("\u0007")]
    [InlineData("\b")]
    [InlineData("\u001b")]
    [InlineData("\u007f")]
    [InlineData("\u009b")]
    // Direction: marks, embeddings, overrides, isolates.
    [InlineData("\u200e")]
    [InlineData("\u200f")]
    [InlineData("\u061c")]
    [InlineData("\u202a")]
    [InlineData("\u202b")]
    [InlineData("\u202c")]
    [InlineData("\u202d")]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\u2067")]
    [InlineData("\u2068")]
    [InlineData("\u2069")]
    // What cannot be seen: zero width, soft hyphen, byte order mark, tag characters.
    [InlineData("\u200b")]
    [InlineData("\u200d")]
    [InlineData("\u2060")]
    [InlineData("\u00ad")]
    [InlineData("\ufeff")]
    [InlineData("\U000e0041")]
    // Private use.
    [InlineData("\ue000")]
    [InlineData("\U000f0000")]
    public void Clean_CharacterThatIsNotShown_IsReplacedVisibly(string hidden)
    {
        Assert.Equal("a\ufffdb", DisplayText.Clean("a" + hidden + "b", 100));
        Assert.Equal("a\ufffdb", DisplayText.CleanLines("a" + hidden + "b", 100));
    }

    [Fact]
    public void Clean_HalfOfAPair_IsReplaced()
    {
        // Not a theory: half a pair does not survive a test's name.
        Assert.Equal("a\ufffdb", DisplayText.Clean("a\ud83db", 100));
        Assert.Equal("a\ufffdb", DisplayText.Clean("a\udc33b", 100));
        Assert.Equal("\ufffd", DisplayText.Clean("\ud83d", 100));
    }

    [Theory]
    [InlineData("한국어 텍스트")]
    [InlineData("<b>&amp;*_`|[x](y)@everyone")]
    [InlineData("é ö 漢字 🐳")]
    [InlineData("\ufffd")]
    public void Clean_OrdinaryText_StaysAsItIs(string text) => Assert.Equal(text, DisplayText.Clean(text, 100));

    [Fact]
    public void Clean_TextOfReplacedPairs_IsMeasuredAsShown() => Assert.Equal("\ufffd\ufffd", DisplayText.Clean("\U000e0041\U000e0042", 2));
}
