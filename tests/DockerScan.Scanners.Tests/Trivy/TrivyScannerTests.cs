using DockerScan.Core.Checks;
using DockerScan.Core.Health;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy;

[Collection(ChildProcesses.Name)]
public sealed class TrivyScannerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly TrivyBed _bed;

    public TrivyScannerTests()
    {
        _bed = new TrivyBed(_time);
        TestDatabase.Write(_bed.Paths.Root, Now.AddHours(-3), Now.AddYears(50));
    }

    [Fact]
    public async Task ScanAsync_WholeReport_IsCompletedWithProof()
    {
        Answer("debian-small.json");

        var outcome = await _bed.ScanAsync("/etc/os-release");

        Assert.Null(outcome.Reason);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        Assert.Equal(11, outcome.Findings.Count);
        Assert.Equal(5, outcome.PackageCount);
        Assert.Equal("12.5", outcome.OperatingSystem?.Name);
        Assert.Equal(("0.74.0", "0", "2", "3"), (outcome.Evidence["version"], outcome.Evidence["exitCode"], outcome.Evidence["schemaVersion"], outcome.Evidence["databaseAgeHours"]));
        Assert.Contains("--image-config-scanners misconfig,secret", outcome.Evidence["flags"], StringComparison.Ordinal);
        Assert.Equal("2026-08-14", outcome.Evidence["released"]);
        Assert.DoesNotContain(StageReport.NoticeKey, outcome.Evidence.Keys);
        Assert.Empty(Directory.GetDirectories(_bed.Paths.Work));
    }

    [Theory]
    [InlineData("0.49.1", 1, "Trivy 0.49.1 of February 2024: ")]
    [InlineData("dev", 1, "which Trivy this is, is not known")]
    [InlineData("0.49.1", 0, "Trivy 0.49.1 of February 2024: ")]
    public async Task ScanAsync_OldTrivy_IsNamedAndTakesNothing(string version, int layers, string notice)
    {
        _bed.WriteStub($"cp {TestFiles.Report("debian-small.json")} \"$out\"", version);

        var outcome = await _bed.ScanAsync(image => image with { LayerCount = layers });

        Assert.StartsWith(notice, outcome.Evidence[StageReport.NoticeKey], StringComparison.Ordinal);
        Assert.DoesNotContain("Trivy 0.49.1", outcome.Reason ?? string.Empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo '2026 FATAL no such image token=CLEAR' >&2; exit 1", StageOutcome.Failed, "exit code 1: no such image token=***")]
    [InlineData("kill -SEGV $$", StageOutcome.Failed, "exit code 139: it gave no reason")]
    [InlineData("echo '2026 FATAL context deadline exceeded' >&2; exit 1", StageOutcome.TimedOut, "time limit")]
    [InlineData("exit 0", StageOutcome.Failed, "it wrote no report")]
    [InlineData("printf '{\"SchemaVersion\":2,\"Results\":[{\"Tar' > $out", StageOutcome.Failed, "not whole JSON")]
    [InlineData("printf '{\"SchemaVersion\":9}' > $out", StageOutcome.Failed, "unknown schema")]
    public async Task ScanAsync_NoReport_IsNeverClean(string body, StageOutcome expected, string reason)
    {
        _bed.WriteStub(body);

        var outcome = await _bed.ScanAsync();

        Assert.Equal(expected, outcome.Outcome);
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("CLEAR", string.Concat(outcome.Evidence.Values), StringComparison.Ordinal);
        Assert.True(outcome.Evidence.ContainsKey("exitCode"));
    }

    [Fact]
    public async Task ScanAsync_Hangs_IsTimedOut()
    {
        _bed.WriteStub("sleep 600 & wait");
        await _bed.Locator.LocateAsync(TestContext.Current.CancellationToken);

        var scan = _bed.ScanAsync();
        while (!scan.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(scan, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        }

        Assert.Equal(StageOutcome.TimedOut, (await scan).Outcome);
    }

    [Fact]
    public async Task ScanAsync_NoLayers_IsCompleteWithoutAskingTrivy()
    {
        _bed.WriteStub("touch " + _bed.Folder["scanned"] + "; exit 1");

        var outcome = await _bed.ScanAsync(image => image with { LayerCount = 0 });

        Assert.Equal((StageOutcome.Completed, null, GapKind.ConfigurationUntested), (outcome.Outcome, outcome.Reason, Assert.Single(outcome.Gaps).Kind));
        Assert.False(File.Exists(_bed.Folder["scanned"]));
    }

    [Theory]
    [InlineData(true, StageOutcome.Partial)]
    [InlineData(false, StageOutcome.Failed)]
    public async Task ScanAsync_CommandAsOneString_HasOneReasonWhateverIsInTrivysCache(bool isCached, StageOutcome expected)
    {
        _bed.WriteStub(isCached ? $"cat '{TestFiles.Report("debian-small.json")}' > $out" : "echo 'x INFO Secret scanning is enabled' >&2; exit 1");

        var outcome = await _bed.ScanAsync(image => image with { Configuration = new ImageConfiguration { Command = ["/bin/busybox sleep 60"] } });

        Assert.Equal(expected, outcome.Outcome);
        Assert.Contains("CMD is one string (\"/bin/busybox sleep 60\") where a list of words belongs", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("write /c/fanal/fanal.db: no space left on device", "no space is left on a disk that it writes to; next step: make room")]
    [InlineData("x INFO The first run cannot skip downloading DB", "it found no vulnerability database in its cache")]
    [InlineData("x INFO Secret scanning is enabled", "it gave no reason; an image that is gone from the engine")]
    public async Task ScanAsync_TrivyThatSaysNoError_HasTheReasonThatIsKnown(string line, string reason)
    {
        _bed.WriteStub($"echo '{line}' >&2; exit 1");

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Failed, outcome.Outcome);
        Assert.Contains("exit code 1: " + reason, outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.69.4")]
    [InlineData("v0.69.5")]
    [InlineData("0.69.6-1")]
    public async Task ScanAsync_MaliciousRelease_IsRefusedByName(string version)
    {
        _bed.WriteStub("exit 0", version);

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Failed, outcome.Outcome);
        Assert.Contains("CVE-2026-33634", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/does/not/exist", "is not a file")]
    [InlineData("/bin/true", "does not answer as Trivy does")]
    public async Task ScanAsync_NoTrivy_SaysWhatToDo(string path, string reason)
    {
        _bed.Options.Path = path;

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Failed, outcome.Outcome);
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("next step: install Trivy", outcome.Reason, StringComparison.Ordinal);
        Assert.StartsWith("missing/", (await _bed.Scanner.IdentifyAsync(TestContext.Current.CancellationToken)).Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_NoDatabase_LooksForAllThatNeedsNone()
    {
        Directory.Delete(Path.Combine(_bed.Paths.Root, "db"), recursive: true);
        Answer("debian-small.json", "echo \"${args[*]}\" > " + _bed.Folder["scanned"]);

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Partial, GapKind.DatabaseAbsent), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.StartsWith("no vulnerability database", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("closed network", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("next step: ", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains(outcome.Findings, finding => finding.Check is CheckIds.SecretFile or CheckIds.SecretEnv);
        Assert.Contains("--scanners secret,misconfig ", await File.ReadAllTextAsync(_bed.Folder["scanned"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_NoDatabaseAndTrivyBreaks_IsFailed()
    {
        Directory.Delete(Path.Combine(_bed.Paths.Root, "db"), recursive: true);
        _bed.WriteStub("exit 1");

        Assert.Equal(StageOutcome.Failed, (await _bed.ScanAsync()).Outcome);
    }

    [Fact]
    public async Task ScanAsync_SampleNamedAsTheOperatorsOwn_IsKnownAllTheSame()
    {
        TestDatabase.Write(_bed.Folder["mine"], Now, Now.AddYears(50), isSample: true);
        _bed.Options.DatabasePath = _bed.Folder["mine"];
        Answer("debian-small.json");

        var outcome = await _bed.ScanAsync("/etc/os-release");

        Assert.Equal((StageOutcome.Partial, GapKind.DatabaseSample), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.StartsWith("sample, ", outcome.Evidence["database"], StringComparison.Ordinal);
        var health = await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken);
        Assert.Contains(health, report => report.Status == HealthStatus.Degraded && report.Detail!.Contains("never complete", StringComparison.Ordinal));
    }

    [Fact]
    public void SampleOfTheRepository_SaysThatItIsOne()
        => Assert.True(new DatabaseInspector(Microsoft.Extensions.Options.Options.Create(new DockerScan.Scanners.Trivy.TrivyOptions()), _time)
            .Inspect(Path.Combine(TestFiles.Repository, "samples", "trivy-db")).IsSample);

    [Fact]
    public async Task ScanAsync_StaleDatabase_KeepsFindingsAndIsPartial()
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-30), Now.AddDays(-29));
        Answer("debian-small.json");

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Equal("the vulnerability database is stale: it is 30 days old", outcome.Reason);
        Assert.NotEmpty(outcome.Findings);
    }

    [Fact]
    public async Task ScanAsync_OnlyTheSample_IsPartial()
    {
        Directory.Delete(Path.Combine(_bed.Paths.Root, "db"), recursive: true);
        TestDatabase.Write(_bed.Folder["sample"], Now, Now.AddYears(50));
        _bed.Options.FallbackDatabasePath = _bed.Folder["sample"];
        Answer("debian-small.json");

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Contains("only the sample database", outcome.Reason, StringComparison.Ordinal);
        Assert.StartsWith("sample 2026-11-20", (await _bed.Scanner.IdentifyAsync(TestContext.Current.CancellationToken)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_ConfiguredDatabase_IsCopiedAndNeverWritten()
    {
        TestDatabase.Write(_bed.Folder["mine"], Now, Now.AddYears(50));
        _bed.Options.DatabasePath = _bed.Folder["mine"];
        Answer("debian-small.json", "echo damage >> $cache/db/trivy.db");

        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Completed, StageOutcome.Completed), (first.Outcome, second.Outcome));
        Assert.Equal(TestDatabase.Bytes(), await File.ReadAllBytesAsync(DatabaseInspector.DatabaseFile(_bed.Folder["mine"]), TestContext.Current.CancellationToken));
        Assert.NotEqual(TestDatabase.Bytes().Length, new FileInfo(DatabaseInspector.DatabaseFile(_bed.Paths.Local)).Length);
    }

    [Fact]
    public async Task ScanAsync_ConfiguredDatabaseHalfCopied_IsNamed()
    {
        TestDatabase.Write(_bed.Folder["mine"], Now, Now.AddYears(50));
        await File.WriteAllBytesAsync(DatabaseInspector.DatabaseFile(_bed.Folder["mine"]), TestDatabase.Bytes()[..9000], TestContext.Current.CancellationToken);
        _bed.Options.DatabasePath = _bed.Folder["mine"];
        Answer("debian-small.json");

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Partial, GapKind.DatabaseAbsent), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.Contains("half-written", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("debian-without-packages.json", "/etc/os-release", StageOutcome.Partial)]
    [InlineData("scratch-busybox.json", "/etc/os-release", StageOutcome.Partial)]
    [InlineData("scratch-busybox.json", "/bin/busybox", StageOutcome.Completed)]
    [InlineData("debian-small.json", "/app/a.JAR", StageOutcome.Partial)]
    public async Task ScanAsync_WhatCouldNotBeRead_IsAGap(string report, string file, StageOutcome expected)
    {
        Answer(report);

        Assert.Equal(expected, (await _bed.ScanAsync(file)).Outcome);
    }

    [Fact]
    public async Task ScanAsync_CacheHeldByAnother_WaitsAndSaysSo()
    {
        Answer("debian-small.json");
        await _bed.Locator.LocateAsync(TestContext.Current.CancellationToken);
        var held = await new FileGate(_time).AcquireAsync(_bed.Paths.ScanGate, TimeSpan.Zero, TestContext.Current.CancellationToken);

        var scan = _bed.ScanAsync();
        Assert.False(scan.IsCompleted);
        held!.Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("2000", (await scan).Evidence["waitedMs"]);
    }

    [Fact]
    public async Task ProbeAsync_AllWell_IsHealthy()
    {
        Answer("debian-small.json");

        var reports = await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["trivy", "trivy database"], reports.Select(report => report.Part));
        Assert.All(reports, report => Assert.Equal(HealthStatus.Healthy, report.Status));
        Assert.Equal("downloaded, 3 h old", reports[1].Detail);
    }

    [Fact]
    public async Task ProbeAsync_NothingThere_GivesNextSteps()
    {
        Directory.Delete(Path.Combine(_bed.Paths.Root, "db"), recursive: true);
        _bed.Options.Path = "/does/not/exist";

        var reports = await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.All(reports, report => Assert.Equal(HealthStatus.Unhealthy, report.Status));
        Assert.All(reports, report => Assert.NotNull(report.NextStep));
    }

    [Fact]
    public async Task LocateAsync_KnownFile_IsNotStartedAgain()
    {
        _bed.WriteStub("exit 0");
        await _bed.Locator.LocateAsync(TestContext.Current.CancellationToken);
        var kept = await File.ReadAllTextAsync(_bed.Paths.ToolFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_bed.Paths.ToolFile, kept.Replace("0.74.0", "0.75.0", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using var next = new TrivyBed(_time, options => (options.CacheDirectory, options.Path) = (_bed.Options.CacheDirectory, _bed.Options.Path));

        Assert.Equal("0.75.0", (await next.Locator.LocateAsync(TestContext.Current.CancellationToken)).Tool?.Version);
    }

    [Fact]
    public void GetTimeLimit_LargerImage_IsLongerUpToTheLimit()
    {
        var image = TrivyBed.Input().Image;

        var (small, large, huge) = (_bed.Scanner.GetTimeLimit(image), _bed.Scanner.GetTimeLimit(image with { SizeBytes = 1L << 30 }), _bed.Scanner.GetTimeLimit(image with { SizeBytes = long.MaxValue / 2 }));

        Assert.Equal(TimeSpan.FromSeconds(10 * 20), large - small);
        Assert.Equal(TimeSpan.FromSeconds(3600 - 140), huge - small);
    }

    public void Dispose() => _bed.Dispose();

    private void Answer(string report, string before = "true") => _bed.WriteStub($"{before}; cp {TestFiles.Report(report)} \"$out\"");
}
