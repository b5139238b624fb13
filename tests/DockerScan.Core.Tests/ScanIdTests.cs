namespace DockerScan.Core.Tests;

public sealed class ScanIdTests
{
    [Theory]
    [InlineData("abcdefgh")]
    [InlineData("01234567")]
    [InlineData("k3x9q2m7w4")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    public void TryParse_Id_KeepsIt(string text)
    {
        Assert.True(ScanId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
        Assert.Equal(text, id.ToString());
        Assert.Equal(id, ScanId.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abcdefg")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    [InlineData("Abcdefgh")]
    [InlineData("abcdefgH")]
    [InlineData("abcd-efgh")]
    [InlineData("abcd_efgh")]
    [InlineData("abcdefgh ")]
    [InlineData("abcdefgh\n")]
    [InlineData("abcdefgh\0")]
    [InlineData("../../etc")]
    [InlineData("........")]
    [InlineData("abcd/efgh")]
    [InlineData(@"abcd\efgh")]
    [InlineData("abcdéfgh")]
    [InlineData("abcdefgｈ")]
    [InlineData("abcdefg٣")]
    public void TryParse_NotAnId_IsRefused(string? text)
    {
        Assert.False(ScanId.TryParse(text, out var id));
        Assert.Equal(default, id);
        if (text is not null)
        {
            // What was typed is hostile, and is not repeated.
            Assert.Equal("not a scan id", Assert.Throws<FormatException>(() => ScanId.Parse(text)).Message);
        }
    }

    [Fact]
    public void ToString_Default_IsEmpty() => Assert.Equal(string.Empty, default(ScanId).ToString());
}
