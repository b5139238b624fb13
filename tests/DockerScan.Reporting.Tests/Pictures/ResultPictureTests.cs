using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Pictures;
using DockerScan.TestKit.Builders;
using SkiaSharp;

namespace DockerScan.Reporting.Tests.Pictures;

/// <summary>Looks at pixels: where a colour is, and how much of it.</summary>
public sealed class ResultPictureTests
{
    private const int MaxBytes = 300_000;

    public static TheoryData<string> Scans => ["clean", "vulnerable", "partial", "failed", "miner", "crowded", "large"];

    [Theory]
    [MemberData(nameof(Scans))]
    public void Draw_AnyScan_IsASmallPngUnderItsVerdictsColour(string name)
    {
        var scan = Scan(name);

        var png = new ResultPicture().Draw(scan, ReportLanguage.English);

        using var picture = Decode(png);
        Assert.InRange(png.Length, 5_000, MaxBytes);
        Assert.InRange(picture.Height, 300, 1_500);
        Assert.Equal(PictureColors.Of(Vocabulary.Tint(scan.Verdict, scan.AtLeast)), picture.GetPixel(300, (int)(73 * PictureCanvas.Scale)));
    }

    [Fact]
    public void Draw_SameScanTwice_IsTheSamePicture()
        => Assert.Equal(new ResultPicture().Draw(Scan("miner"), ReportLanguage.English), new ResultPicture().Draw(Scan("miner"), ReportLanguage.English));

    [Fact]
    public void Draw_MoreOfARisk_HasMoreOfItsColour()
    {
        var (none, some) = (Count(Scan("clean"), PictureColors.Of(Core.Findings.Risk.Medium)), Count(Scan("vulnerable"), PictureColors.Of(Core.Findings.Risk.Medium)));

        Assert.Equal(0, none);
        Assert.InRange(some, 500, 100_000);
    }

    [Fact]
    public void Draw_SuspiciousContacts_AreRedAndTheOthersAreNot()
    {
        var scan = Scan("clean");
        SandboxTimeline With(bool isSuspicious) => new(10_000, [], [new TimelineMark(5_000, "pool.example:3333", "connection", isSuspicious)]);

        Assert.Equal(Count(scan with { Timeline = With(isSuspicious: false) }, PictureColors.Bad), Count(scan, PictureColors.Bad));
        Assert.True(Count(scan with { Timeline = With(isSuspicious: true) }, PictureColors.Bad) > Count(scan, PictureColors.Bad) + 100);
    }

    [Fact]
    public void Draw_NothingWasWatched_IsSaidInTheColourOfTheUnknown()
    {
        var unknown = PictureColors.Of(Verdict.Unknown);

        Assert.True(Count(SampleScans.NotStarted(), unknown) > 50);
        Assert.Equal(0, Count(SampleScans.NotStarted() with { Timeline = SampleTimelines.Miner() }, unknown));
    }

    [Theory]
    [MemberData(nameof(Scans))]
    public void Texts_InKorean_AreKoreanAndEachCanBeDrawn(string name)
    {
        using var font = PictureFonts.Text(12);
        var scan = Scan(name);

        var texts = new ResultPicture().Texts(scan, ReportLanguage.Korean);

        Assert.Contains(Core.Words.Vocabulary.In(ReportLanguage.Korean).Label(scan.Verdict, scan.AtLeast), texts);
        foreach (var text in texts)
        {
            using var korean = PictureFonts.Korean(font, text);
            Assert.DoesNotContain('\uFFFD', PictureFonts.Fit(korean ?? font, text, float.MaxValue));
        }
    }

    [Fact]
    public void Draw_InKorean_DiffersAndIsSmall()
    {
        var korean = new ResultPicture().Draw(Scan("miner"), ReportLanguage.Korean);

        using var picture = Decode(korean);
        Assert.NotEqual(new ResultPicture().Draw(Scan("miner"), ReportLanguage.English), korean);
        Assert.InRange(korean.Length, 5_000, MaxBytes);
    }

    private static ScanResult Scan(string name) => name switch
    {
        "clean" => SampleScans.Clean(),
        "vulnerable" => SampleScans.Vulnerable(),
        "partial" => SampleScans.Partial(),
        "failed" => SampleScans.Failed(),
        "miner" => SampleScans.Vulnerable() with { Timeline = SampleTimelines.Miner() },
        "crowded" => SampleScans.LookedUp() with { Timeline = SampleTimelines.Crowded() },
        _ => SampleScans.Large(5_000, 400),
    };

    private static int Count(ScanResult scan, SKColor color)
    {
        using var picture = Decode(new ResultPicture().Draw(scan, ReportLanguage.English));
        return picture.Pixels.Count(pixel => pixel == color);
    }

    private static SKBitmap Decode(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        return SKBitmap.Decode(png);
    }
}
