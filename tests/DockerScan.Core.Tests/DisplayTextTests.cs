namespace DockerScan.Core.Tests;

/// <summary>Hostile text becomes one bounded line.</summary>
public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(null, 5, "")]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("ab\ncd\tef", 20, "ab cd ef")]
    [InlineData("a\u001b[31mb", 20, "a\ufffd[31mb")]
    [InlineData("a\u202eb\u200bc", 20, "a\ufffdb\ufffdc")]
    [InlineData("abc\U0001F600", 5, "abc\U0001F600")]
    [InlineData("abcd\U0001F600", 5, "abcd…")]
    [InlineData("abc\U0001F600d", 5, "abc…")]
    public void Clean_Text_IsOneBoundedLine(string? text, int max, string shown) => Assert.Equal(shown, DisplayText.Clean(text, max));

    [Fact]
    public void Clean_HalfOfAPair_IsReplaced() => Assert.Equal("a\ufffdb", DisplayText.Clean("a\ud800b", 10));

    [Fact]
    public void CleanLines_KeepsLineEndsOnly() => Assert.Equal("a\nb c", DisplayText.CleanLines("a\nb\tc", 10));

    [Fact]
    public void Secret_AsText_IsHidden()
    {
        var secret = new Secret("hunter2");

        Assert.Equal(("***", "hunter2"), (secret.ToString(), secret.Reveal()));
        Assert.DoesNotContain("hunter2", $"{secret}", StringComparison.Ordinal);
    }
}
