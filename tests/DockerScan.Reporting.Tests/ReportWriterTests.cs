using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

public sealed class ReportWriterTests
{
    private static readonly (ReportLanguage Language, string Claim, string Instead)[] Sentences =
    [
        (ReportLanguage.English, "everything that was asked for completed", "None found so far, but not everything was answered"),
        (ReportLanguage.Korean, "요청한 검사가 모두 완료되었고", "현재까지 발견 없음. 단, 일부는 답을 얻지 못했습니다."),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReportLanguage.English, "AT LEAST HIGH, incomplete", "at least HIGH")]
    [InlineData(ReportLanguage.Korean, "위험도 최소 높음, 검사 미완료", "최소 ‘높음’")]
    public void ToMarkdown_Unknown_IsLoudAndNeverClean(ReportLanguage language, string word, string atLeast)
    {
        var text = TestReports.Markdown(SampleScans.Partial(), language);

        Assert.StartsWith($"> **{word}**", text.Split('\n')[2], StringComparison.Ordinal);
        Assert.Contains(atLeast, text, StringComparison.Ordinal);
        Assert.DoesNotContain("clean", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(ReportLanguage.English, "None found; the image was not started.")]
    [InlineData(ReportLanguage.Korean, "발견 없음. 단, 이미지를 실행해 보지는 않았습니다.")]
    public void ToMarkdown_NoneWithoutSandbox_SaysNotStarted(ReportLanguage language, string sentence)
        => Assert.Contains(sentence, TestReports.Markdown(SampleScans.NotStarted(), language), StringComparison.Ordinal);

    [Theory]
    [InlineData(StageOutcome.Failed)]
    [InlineData(StageOutcome.Partial)]
    [InlineData(StageOutcome.TimedOut)]
    public void ToMarkdown_NoneWithBrokenSandbox_SaysNotFullySeen(StageOutcome outcome)
    {
        var scan = new ScanResultBuilder().WithImage(new()).Stage(StageIds.Trivy).Optional(StageIds.Sandbox, outcome, "why").Build();

        Assert.Equal(Verdict.None, scan.Verdict);
        Assert.Contains("was not fully seen", TestReports.Markdown(scan, ReportLanguage.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StageOutcome.Partial, true)]
    [InlineData(StageOutcome.Failed, true)]
    [InlineData(StageOutcome.TimedOut, true)]
    [InlineData(StageOutcome.Completed, false)]
    [InlineData(StageOutcome.Skipped, false)]
    public void ToMarkdown_NoneWithLookUpsNotAnswered_DoesNotClaimAllCompleted(StageOutcome outcome, bool isShort)
    {
        var scan = new ScanResultBuilder().WithImage(new()).Stage(StageIds.Trivy).Stage(StageIds.Sandbox).Optional(StageIds.VirusTotal, outcome, "2 wait").Build();

        Assert.Equal(Verdict.None, scan.Verdict);
        foreach (var (language, claim, instead) in Sentences)
        {
            var text = TestReports.Markdown(scan, language);
            Assert.Equal(isShort, !text.Contains(claim, StringComparison.Ordinal));
            Assert.Equal(isShort, text.Contains(instead, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ToMarkdown_NothingFoundAndUnknown_SaysItProvesNothing()
        => Assert.Contains("proves nothing", TestReports.Markdown(SampleScans.Failed(), ReportLanguage.English), StringComparison.Ordinal);

    [Fact]
    public async Task WriteAsync_MoreThanPageShows_SaysSoAndKeepsAllElsewhere()
    {
        using var folder = new TemporaryFolder();
        var writer = TestReports.Writer(new ReportingOptions { MaxFindingsInHtml = 10 });

        var paths = await writer.WriteAsync(SampleScans.Large(25, 25), folder.Path, ReportLanguage.English, Token);

        Assert.Contains("worst 10 of 25", await File.ReadAllTextAsync(paths.Html, Token), StringComparison.Ordinal);
        Assert.DoesNotContain("worst 10 of 25", await File.ReadAllTextAsync(paths.Markdown, Token), StringComparison.Ordinal);
        Assert.Equal(25, (await File.ReadAllTextAsync(paths.Json, Token)).Split("\"key\":").Length - 1);
    }

    [Fact]
    public async Task WriteAsync_Again_ReplacesAndLeavesNothingElse()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "new", "deep");
        await TestReports.Writer().WriteAsync(SampleScans.Failed(), target, ReportLanguage.English, Token);
        await File.WriteAllTextAsync(Path.Combine(target, "report.html.tmp"), "left over", Token);

        var paths = await TestReports.Writer().WriteAsync(SampleScans.Clean(), target, ReportLanguage.English, Token);

        Assert.Contains("distroless", await File.ReadAllTextAsync(paths.Html, Token), StringComparison.Ordinal);
        Assert.Equal(["report.html", "report.json", "report.md"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnce_EachSucceedsAndTheFilesAreWhole()
    {
        using var folder = new TemporaryFolder();
        var writer = TestReports.Writer();
        var scan = SampleScans.Large(200, 20);

        await Parallel.ForEachAsync(Enumerable.Range(0, 24), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token },
            async (_, token) => await writer.WriteAsync(scan, folder.Path, ReportLanguage.English, token));

        Assert.Equal(TestReports.Renderer().Html(scan, ReportLanguage.English), await File.ReadAllBytesAsync(Path.Combine(folder.Path, "report.html"), Token));
        Assert.Equal(TestReports.Markdown(scan, ReportLanguage.English), await File.ReadAllTextAsync(Path.Combine(folder.Path, "report.md"), Token));
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Fact]
    public async Task WriteAsync_OfAnotherWriterOrLongLeft_OnlyTheOldGoes()
    {
        using var folder = new TemporaryFolder();
        var (young, old, foreign) = (Path.Combine(folder.Path, "report.md.aaaaaaaa.bbb.tmp"), Path.Combine(folder.Path, "report.md.cccccccc.ddd.tmp"), Path.Combine(folder.Path, "notes.tmp"));
        foreach (var file in (string[])[young, old, foreign])
        {
            await File.WriteAllTextAsync(file, "half", Token);
        }

        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddHours(-2));
        File.SetLastWriteTimeUtc(foreign, File.GetLastWriteTimeUtc(young).AddHours(-2));

        await TestReports.Writer().WriteAsync(SampleScans.Clean(), folder.Path, ReportLanguage.English, Token);

        Assert.Equal((true, false, true), (File.Exists(young), File.Exists(old), File.Exists(foreign)));
    }

    [Fact]
    public async Task WriteAsync_FolderIsFile_ThrowsEngineException()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "x", Token);

        var exception = await Assert.ThrowsAsync<EngineException>(() => TestReports.Writer().WriteAsync(SampleScans.Clean(), file, ReportLanguage.English, Token));

        Assert.Equal(FailureKind.Internal, exception.Failure.Kind);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_LeavesOldReport()
    {
        using var folder = new TemporaryFolder();
        var paths = await TestReports.Writer().WriteAsync(SampleScans.Clean(), folder.Path, ReportLanguage.English, Token);
        var before = await File.ReadAllTextAsync(paths.Json, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TestReports.Writer().WriteAsync(SampleScans.Failed(), folder.Path, ReportLanguage.English, new CancellationToken(canceled: true)));

        Assert.Equal(before, await File.ReadAllTextAsync(paths.Json, Token));
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Fact]
    public void IsDiskFull_RealFullDevice_IsRecognised()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("there is no /dev/full");
        }

        using var stream = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var exception = Assert.Throws<IOException>(() => stream.Write(new byte[4096]));

        Assert.True(ReportFolder.IsDiskFull(exception));
        Assert.False(ReportFolder.IsDiskFull(new IOException("other")));
    }
}
