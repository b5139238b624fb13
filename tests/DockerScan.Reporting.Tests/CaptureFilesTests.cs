using System.Text;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

public sealed class CaptureFilesTests : IDisposable
{
    private static readonly byte[] Bytes = [1, 2, 3, 4];
    private static readonly CapturedFrames Frames = new(new CaptureInfo(4, 7, new string('a', 64)), Bytes);

    private readonly TemporaryFolder _folder = new();
    private readonly ScanResult _scan = SampleScans.Clean() with { Capture = Frames.Info };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Reports => Path.Combine(_folder.Path, "reports");

    private string Kept => Path.Combine(Reports, _scan.Id.Value, "capture.pcap");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KeepAsync_OverWhatAKilledProcessLeft_WholeAndPrivate()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
        await File.WriteAllTextAsync(Kept, "old", Token);
        await File.WriteAllTextAsync(Kept + ".tmp", "half", Token);

        await new CaptureFiles(Reports).KeepAsync(_scan.Id, Frames, Token);

        Assert.Equal(Bytes, await File.ReadAllBytesAsync(Kept, Token));
        Assert.False(File.Exists(Kept + ".tmp"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept));
        }
    }

    [Fact]
    public async Task KeepAsync_LinkInItsPlace_IsReplacedAndNotFollowed()
    {
        var other = Path.Combine(_folder.Path, "other");
        await File.WriteAllTextAsync(other, "untouched", Token);
        Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
        File.CreateSymbolicLink(Kept, other);

        await new CaptureFiles(Reports).KeepAsync(_scan.Id, Frames, Token);

        Assert.Equal("untouched", await File.ReadAllTextAsync(other, Token));
        Assert.Equal(Bytes, await File.ReadAllBytesAsync(Kept, Token));
    }

    [Fact]
    public async Task KeepAsync_FolderIsFile_ThrowsEngineException()
    {
        await File.WriteAllTextAsync(Reports, "x", Token);

        await Assert.ThrowsAsync<EngineException>(() => new CaptureFiles(Reports).KeepAsync(_scan.Id, Frames, Token));
    }

    [Fact]
    public async Task Find_NotAskedForOrGoneOrOfAnotherSize_Null()
    {
        var files = new CaptureFiles(Reports);

        Assert.Null(files.Find(_scan));
        await files.KeepAsync(_scan.Id, Frames, Token);
        Assert.Equal(Kept, files.Find(_scan));
        Assert.Null(files.Find(_scan with { Capture = null }));
        Assert.Null(files.Find(_scan with { Capture = Frames.Info with { SizeBytes = 5 } }));
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public async Task WriteAsync_WithCapture_EveryFormNamesIt(ReportLanguage language)
    {
        await new CaptureFiles(Reports).KeepAsync(_scan.Id, Frames, Token);
        var writer = TestReports.Writer(captures: Reports);

        var paths = await writer.WriteAsync(_scan, Path.GetDirectoryName(Kept)!, language, Token);

        Assert.Equal(Kept, paths.Capture);
        Assert.All(
            (string[])[await File.ReadAllTextAsync(paths.Markdown, Token), await File.ReadAllTextAsync(paths.Html, Token), Encoding.UTF8.GetString(TestReports.Renderer().Markdown(_scan, language, withCapture: true))],
            text =>
            {
                Assert.Contains("capture.pcap", text, StringComparison.Ordinal);
                Assert.Contains(Frames.Info.Sha256, text, StringComparison.Ordinal);
            });
        Assert.Equal(Kept, Named(await File.ReadAllTextAsync(paths.Json, Token)));
        Assert.Equal(Kept, Named(TestReports.Json(_scan, paths)));
    }

    [Fact]
    public async Task WriteAsync_ElsewhereThanTheReports_CaptureIsBesideThem()
    {
        await new CaptureFiles(Reports).KeepAsync(_scan.Id, Frames, Token);
        var target = Path.Combine(_folder.Path, "elsewhere");

        var paths = await TestReports.Writer(captures: Reports).WriteAsync(_scan, target, ReportLanguage.English, Token);

        Assert.Equal(Path.Combine(target, "capture.pcap"), paths.Capture);
        Assert.Equal(Bytes, await File.ReadAllBytesAsync(paths.Capture!, Token));
        Assert.True(File.Exists(Kept));
    }

    [Fact]
    public async Task WriteAsync_CaptureIsNotHere_NoFormNamesOne()
    {
        var paths = await TestReports.Writer(captures: Reports).WriteAsync(_scan, Path.Combine(_folder.Path, "a"), ReportLanguage.English, Token);

        Assert.Null(paths.Capture);
        Assert.DoesNotContain("capture.pcap", await File.ReadAllTextAsync(paths.Markdown, Token), StringComparison.Ordinal);
        Assert.DoesNotContain("capture", await File.ReadAllTextAsync(paths.Json, Token), StringComparison.Ordinal);
    }

    private static string? Named(string json)
    {
        using var report = JsonDocument.Parse(json);
        return report.RootElement.GetProperty("reports").GetProperty("capture").GetString();
    }
}
