using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Host.Cli;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Host.Tests.Cli;

public sealed class ScanVerbTests
{
    [Theory]
    [InlineData(Verdict.None, true, Risk.Low, 0)]
    [InlineData(Verdict.Low, true, Risk.Low, 1)]
    [InlineData(Verdict.Low, true, Risk.Medium, 0)]
    [InlineData(Verdict.Medium, true, Risk.High, 0)]
    [InlineData(Verdict.Medium, true, Risk.Medium, 1)]
    [InlineData(Verdict.High, true, Risk.High, 1)]
    [InlineData(Verdict.Unknown, false, Risk.High, 2)]
    [InlineData(Verdict.Unknown, true, Risk.Low, 2)]
    public void ExitCode_VerdictAndThreshold_FollowsTheContract(Verdict verdict, bool complete, Risk failOn, int expected)
        => Assert.Equal(expected, ScanVerb.ExitCode(Result(verdict, complete, null), failOn));

    // A reverse shell is no less one because a database was missing.
    [Theory]
    [InlineData(Verdict.High, Risk.High, 1)]
    [InlineData(Verdict.Medium, Risk.Medium, 1)]
    [InlineData(Verdict.Low, Risk.Low, 1)]
    [InlineData(Verdict.Medium, Risk.High, 2)]
    [InlineData(Verdict.Low, Risk.Medium, 2)]
    [InlineData(Verdict.None, Risk.Low, 2)]
    public void ExitCode_Incomplete_GoesByWhatWasFound(Verdict atLeast, Risk failOn, int expected)
        => Assert.Equal(expected, ScanVerb.ExitCode(Result(Verdict.Unknown, complete: false, null) with { AtLeast = atLeast }, failOn));

    [Theory]
    [InlineData(FailureKind.EngineUnavailable, 69)]
    [InlineData(FailureKind.ImageNotFound, 2)]
    [InlineData(FailureKind.TooLarge, 2)]
    public void ExitCode_ImageNotHad_IsIncompleteUnlessTheEngineIsMissing(FailureKind kind, int expected)
        => Assert.Equal(expected, ScanVerb.ExitCode(Result(Verdict.Unknown, false, new ScanFailure(kind, "x")), Risk.High));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_ReportCannotBeWritten_VerdictIsThereAndALineBesideIt(bool isJson)
    {
        var form = isJson ? ScanForm.Json : ScanForm.Markdown;
        string? spoilt = null;
        await using var stored = Stored(id => File.WriteAllText(spoilt is null ? throw new InvalidOperationException() : Freed(spoilt.Replace("ID", id.Value, StringComparison.Ordinal)), "a file where the folder goes"));
        // Taken between the look at the folder and the writing: by then the scan is done.
        var output = form == ScanForm.Json ? stored["out"] : null;
        spoilt = output ?? Path.Combine(stored.Reports, "ID");

        var (exit, answer, progress) = await RunAsync(stored, form, output);

        Assert.Equal(1, exit);
        Assert.Contains(form == ScanForm.Json ? "\"verdict\": \"high\"" : "**HIGH RISK**", answer, StringComparison.Ordinal);
        Assert.Contains("\ndockerscan: no report: The reports could not be written to ", progress, StringComparison.Ordinal);
        Assert.Contains("the result is kept, type ./run.sh report ", progress, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 3)]
    [InlineData(false, false, 3)]
    [InlineData(false, true, 3)]
    public async Task RunAsync_Forms_WriteFilesUnlessTheJsonIsAllThatWasAskedFor(bool isJson, bool hasOutput, int files)
    {
        var form = isJson ? ScanForm.Json : ScanForm.Markdown;
        await using var stored = Stored(_ => { });

        var (_, answer, _) = await RunAsync(stored, form, hasOutput ? stored["out"] : null);

        Assert.Equal(files, Files(stored.Reports).Concat(Files(stored["out"])).Count());
        Assert.True(!hasOutput || !Files(stored.Reports).Any());
        if (form == ScanForm.Json)
        {
            using var json = JsonDocument.Parse(answer);
            var reports = json.RootElement.GetProperty("reports");
            Assert.Equal(hasOutput ? stored["out/report.html"] : null, reports.GetProperty("html").GetString());
            Assert.Equal(hasOutput ? stored["out/report.md"] : null, reports.GetProperty("markdown").GetString());
            Assert.False(reports.TryGetProperty("capture", out _));
        }
    }

    private static IEnumerable<string> Files(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];

    private static string Freed(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder);
        }

        return folder;
    }

    private static StoredApp Stored(Action<ScanId> ended)
        => new(services => services.Replace(ServiceDescriptor.Singleton<IScanWorker>(provider => new VulnerableWorker(provider.GetRequiredService<IScanStore>(), ended))));

    private static async Task<(int Exit, string Output, string Progress)> RunAsync(StoredApp stored, ScanForm form, string? output)
    {
        var (answer, progress) = (new StringWriter(), new StringWriter());
        var wish = new ScanWish
        {
            Platform = null, Options = new ScanOptions(), Form = form, Output = output, ReputationPatience = TimeSpan.Zero, FailOn = Risk.High, Language = ReportLanguage.English,
        };
        var request = new ScanRequest(ImageReference.Parse("redis:7"), null, wish.Options, "test");
        var exit = await ScanVerb.RunAsync(stored.App, wish, request, answer, TextWriter.Synchronized(progress), TestContext.Current.CancellationToken);
        return (exit, answer.ToString(), progress.ToString());
    }

    /// <summary>Finds much in every image, at once.</summary>
    private sealed class VulnerableWorker(IScanStore store, Action<ScanId> ended) : IScanWorker
    {
        public async Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
        {
            var claimed = await store.ClaimAsync(only!.Value, cancellationToken);
            await store.FinishAsync(SampleScans.Vulnerable() with { Id = only.Value }, claimed.Claim, cancellationToken);
            ended(only.Value);
            return true;
        }
    }

    private static ScanResult Result(Verdict verdict, bool complete, ScanFailure? failure) => new()
    {
        Id = ScanId.Parse("abcdefghjk"),
        Reference = ImageReference.Parse("redis:7"),
        Platform = ImagePlatform.Default,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
        Verdict = verdict,
        AtLeast = verdict == Verdict.Unknown ? Verdict.None : verdict,
        Complete = complete,
        Failure = failure,
        Stages = [],
        Findings = [],
        Checklist = [],
    };
}
