using DockerScan.Reporting.Pictures;

namespace DockerScan.Reporting.Tests.Pictures;

public sealed class PictureFontsTests
{
    [Theory]
    [InlineData("redis:7", "redis:7")]
    [InlineData("", "–")]
    [InlineData(null, "–")]
    [InlineData("레디스", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("a\u202Eb\nc", "a\uFFFDb c")]
    public void Fit_ThereIsRoom_IsWhatCanBeDrawn(string? text, string expected)
    {
        using var font = PictureFonts.Text(12);

        Assert.Equal(expected, PictureFonts.Fit(font, text, 1_000));
    }

    [Fact]
    public void Fit_TooLong_KeepsBothEndsWithinTheWidth()
    {
        using var font = PictureFonts.Text(12);

        var text = PictureFonts.Fit(font, "/usr/local/bin/" + new string('x', 10_000) + " --wallet=4A", 200);

        Assert.InRange(font.MeasureText(text), 100, 200);
        Assert.StartsWith("/usr/local", text, StringComparison.Ordinal);
        Assert.Contains('…', text);
    }
}
