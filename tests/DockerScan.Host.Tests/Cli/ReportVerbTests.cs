using System.Text.Json;
using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Host.Cli;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace DockerScan.Host.Tests.Cli;

public sealed partial class ReportVerbTests : IAsyncDisposable
{
    private static readonly ScanId Id = ScanId.Parse("k3v9x2m4q8");
    private static readonly ScanResult Scan = SampleScans.Vulnerable() with { Id = Id };

    private readonly StoredApp _stored = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Theory]
    [InlineData("k3v9x2m4q8")]
    [InlineData("k3v9")]
    [InlineData("k3v9x2m4q")]
    public async Task RunAsync_IdOrItsBeginning_WritesTheFilesAndSaysWhere(string typed)
    {
        await _stored.KeepAsync(Scan, Token);

        var (exit, lines) = await RunAsync(typed);

        Assert.Equal(0, exit);
        var folder = Path.Combine(_stored.Reports, Id.Value);
        Assert.Equal([Path.Combine(folder, "report.html"), Path.Combine(folder, "report.md"), Path.Combine(folder, "report.json")], lines[1..]);
        Assert.Equal(Renderer.Html(Scan, ReportLanguage.English), await File.ReadAllBytesAsync(lines[1], Token));
        Assert.StartsWith("HIGH RISK · ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" · k3v9x2m4q8", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Image_IsItsNewestScan()
    {
        await _stored.KeepAsync(ScanSamples.Result(ScanSamples.Id(1)), Token);
        await _stored.KeepAsync(ScanSamples.Result(ScanSamples.Id(2), finishedAt: ScanSamples.Start.AddHours(1)), Token);

        Assert.EndsWith(" · scan000002", (await RunAsync("redis:7")).Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ImageNamedLikeTheBeginningOfAnId_IsTheImage()
    {
        await _stored.KeepAsync(ScanSamples.Result(ScanId.Parse("redis12345"), "alpine"), Token);
        await _stored.KeepAsync(ScanSamples.Result(ScanSamples.Id(1), "redis"), Token);

        Assert.EndsWith(" · scan000001", (await RunAsync("redis")).Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AnsweredByAnothersResult_IsThatResult()
    {
        await _stored.KeepAsync(Scan, Token);
        var (store, later) = (_stored.App.Get<IScanStore>(), ScanSamples.Id(7));
        await store.EnqueueAsync(later, ScanSamples.Request(), ScanSamples.Start, Token);
        await store.FinishWithAsync(Id, (await store.ClaimAsync(later, Token)).Claim, Token);

        Assert.EndsWith(" · k3v9x2m4q8", (await RunAsync(later.Value)).Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Output_WritesThereAndNowhereElse()
    {
        await _stored.KeepAsync(Scan, Token);

        var (_, lines) = await RunAsync("k3v9", output: _stored["out/here"]);

        Assert.Equal(_stored["out/here/report.html"], lines[1]);
        Assert.Equal(["report.html", "report.json", "report.md"], Directory.EnumerateFileSystemEntries(_stored["out/here"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stored.Reports));
    }

    [Fact]
    public async Task RunAsync_ScanWithACapture_NamesItAndPutsItBeside()
    {
        byte[] frames = [1, 2, 3, 4];
        var info = new CaptureInfo(4, 7, new string('a', 64));
        await _stored.KeepAsync(Scan with { Capture = info }, Token);
        await _stored.App.Get<ICaptureFiles>().KeepAsync(Id, new CapturedFrames(info, frames), Token);

        var (_, lines) = await RunAsync("k3v9", output: _stored["out"]);
        var (_, json) = await RunAsync("k3v9", asJson: true);

        Assert.Equal(_stored["out/capture.pcap"], lines[4]);
        Assert.Equal(frames, await File.ReadAllBytesAsync(lines[4], Token));
        Assert.Contains("capture.pcap", await File.ReadAllTextAsync(lines[1], Token), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(string.Join('\n', json));
        Assert.Equal(Path.Combine(_stored.Reports, Id.Value, "capture.pcap"), document.RootElement.GetProperty("reports").GetProperty("capture").GetString());
    }

    // What was asked in English is Korean for who asks in Korean: nothing of the language is in what is stored.
    [Fact]
    public async Task RunAsync_Korean_TitlesReasonsAndAdviceAreKorean()
    {
        await _stored.KeepAsync(Scan, Token);

        var (_, lines) = await RunAsync("k3v9", language: ReportLanguage.Korean);

        Assert.StartsWith("위험도 높음 · ", lines[0], StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(lines[1], Token);
        Assert.Contains("<html lang=\"ko\">", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(EnglishHeading(), page);
        Assert.Equal(Renderer.Html(Scan, ReportLanguage.Korean), await File.ReadAllBytesAsync(lines[1], Token));
    }

    [Fact]
    public async Task RunAsync_EnglishAfterKorean_IsEnglishAgain()
    {
        await _stored.KeepAsync(Scan, Token);
        await RunAsync("k3v9", language: ReportLanguage.Korean);

        var (_, lines) = await RunAsync("k3v9");

        Assert.Contains("<html lang=\"en\">", await File.ReadAllTextAsync(lines[1], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Json_IsOneObjectAndNoFile()
    {
        await _stored.KeepAsync(Scan, Token);

        var (exit, lines) = await RunAsync("k3v9", asJson: true);

        Assert.Equal(0, exit);
        using var document = JsonDocument.Parse(string.Join('\n', lines));
        Assert.Equal("k3v9x2m4q8", document.RootElement.GetProperty("scanId").GetString());
        Assert.All((string[])["markdown", "html"], name => Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("reports").GetProperty(name).ValueKind));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stored.Reports));
    }

    [Fact]
    public async Task RunAsync_JsonWithOutput_WritesThereAndNamesIt()
    {
        await _stored.KeepAsync(Scan, Token);

        var (_, lines) = await RunAsync("k3v9", output: _stored["out"], asJson: true);

        using var document = JsonDocument.Parse(string.Join('\n', lines));
        Assert.Equal(_stored["out/report.html"], document.RootElement.GetProperty("reports").GetProperty("html").GetString());
        Assert.Equal(string.Join('\n', lines) + "\n", await File.ReadAllTextAsync(_stored["out/report.json"], Token));
    }

    [Theory]
    [InlineData("nosuchscan11", "there is no scan 'nosuchscan11'")]
    [InlineData("k3v", "there is no scan 'k3v'")]
    [InlineData("", "there is no scan ''")]
    [InlineData("K3V9", "there is no scan 'K3V9'")]
    [InlineData("k3v9*", "there is no scan 'k3v9*'")]
    [InlineData("../../etc/passwd", "there is no scan '../../etc/passwd'")]
    [InlineData("x\u001b[2J\u202e", "there is no scan 'x")]
    public async Task RunAsync_NoSuchScan_SaysSoAndMakesNoFolder(string typed, string expected)
    {
        await _stored.KeepAsync(Scan, Token);

        var error = await Assert.ThrowsAsync<UsageException>(() => RunAsync(typed, output: _stored["out"]));

        var problem = Assert.Single(error.Problems);
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(problem, character => char.IsControl(character) || character == '\u202e');
        Assert.False(Directory.Exists(_stored["out"]));
    }

    [Fact]
    public async Task RunAsync_BeginningOfSeveral_NamesSomeOfThem()
    {
        for (var number = 1; number <= 7; number++)
        {
            await _stored.KeepAsync(ScanSamples.Result(ScanSamples.Id(number)), Token);
        }

        var error = await Assert.ThrowsAsync<UsageException>(() => RunAsync("scan"));

        Assert.Equal("more than one scan begins with 'scan': scan000001, scan000002, scan000003, scan000004, scan000005 …; type more of it", Assert.Single(error.Problems));
    }

    [Theory]
    [InlineData(false, "waits for its turn")]
    [InlineData(true, "is still running")]
    public async Task RunAsync_ScanThatHasNotEnded_SaysSo(bool isClaimed, string expected)
    {
        var store = _stored.App.Get<IScanStore>();
        await store.InitializeAsync(Token);
        await store.EnqueueAsync(Id, ScanSamples.Request(), ScanSamples.Start, Token);
        if (isClaimed)
        {
            await store.ClaimAsync(Id, Token);
        }

        Assert.Contains(expected, Assert.Single((await Assert.ThrowsAsync<UsageException>(() => RunAsync(Id.Value))).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CancelledScan_SaysSo()
    {
        var store = _stored.App.Get<IScanStore>();
        await store.InitializeAsync(Token);
        await store.EnqueueAsync(Id, ScanSamples.Request(), ScanSamples.Start, Token);
        await store.CancelAsync(Id, Token);

        Assert.Contains("was cancelled", Assert.Single((await Assert.ThrowsAsync<UsageException>(() => RunAsync(Id.Value))).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OutputCannotBeWritten_IsUsage()
    {
        await _stored.KeepAsync(Scan, Token);
        await File.WriteAllTextAsync(_stored["file"], "x", Token);

        var error = await Assert.ThrowsAsync<UsageException>(() => RunAsync("k3v9", output: _stored["file/out"]));

        Assert.Contains("cannot be written", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_DataFolderCannotBeWritten_NamesTheFolder()
    {
        await _stored.KeepAsync(Scan, Token);
        await File.WriteAllTextAsync(Path.Combine(_stored.Reports, Id.Value), "a file where the folder goes", Token);

        var error = await Assert.ThrowsAsync<EngineException>(() => RunAsync("k3v9"));

        Assert.Contains(Path.Combine(_stored.Reports, Id.Value), error.Failure.Message, StringComparison.Ordinal);
    }

    // What earlier versions stored lacks what came later.
    [Fact]
    public async Task RunAsync_DocumentOfAnEarlierVersion_IsShown()
    {
        await _stored.KeepAsync(Scan, Token);
        await ChangeAsync("json_remove(document, '$.dropped', '$.reputations', '$.timeline', '$.capture', '$.revision')");

        var (exit, lines) = await RunAsync("k3v9");

        Assert.Equal(0, exit);
        Assert.True(File.Exists(lines[1]));
    }

    // Never shown as an empty one, which would look clean.
    [Theory]
    [InlineData("json_remove(document, '$.verdict')")]
    [InlineData("json_set(document, '$.verdict', 'catastrophic')")]
    [InlineData("json_set(document, '$.stages', null)")]
    [InlineData("substr(document, 1, 50)")]
    [InlineData("'{}'")]
    public async Task RunAsync_DocumentThatCannotBeRead_NamesTheScan(string change)
    {
        await _stored.KeepAsync(Scan, Token);
        await ChangeAsync(change);

        var error = await Assert.ThrowsAsync<EngineException>(() => RunAsync("k3v9"));

        Assert.Contains("the store's record of scan k3v9x2m4q8 cannot be read", error.Failure.Message, StringComparison.Ordinal);
    }

    private IReportRenderer Renderer => _stored.App.Get<IReportRenderer>();

    private async Task<(int Exit, string[] Lines)> RunAsync(string scan, string? output = null, ReportLanguage language = ReportLanguage.English, bool asJson = false)
    {
        var written = new StringWriter();
        var exit = await ReportVerb.RunAsync(_stored.App, new ReportWish(scan, output, language, asJson), written, TextWriter.Null, Token);
        return (exit, written.ToString().TrimEnd('\n').Split('\n'));
    }

    private async Task ChangeAsync(string expression)
    {
        await using var connection = new SqliteConnection($"Data Source={_stored["data/dockerscan.db"]};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE results SET document = {expression}";
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
    }

    [GeneratedRegex("<h[1-3][^>]*>[ -~]*[a-z]{3}[ -~]* [ -~]*</h[1-3]>", RegexOptions.NonBacktracking)]
    private static partial Regex EnglishHeading();
}
