using System.Text.Json;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;

namespace DockerScan.Scanners.Tests.Trivy.Matching;

/// <summary>
/// The real server against the real command on the samples that are in the engine, finding by finding with every word of it, and the
/// same without the image. A handful, unless all are asked for.
/// </summary>
[Trait("Category", "Engine")]
[Collection(ChildProcesses.Name)]
public sealed class TrivyParityTests : IAsyncDisposable
{
    private static readonly string[] Handful = ["bad", "debian", "good", "secret-env", "scratch-busybox", "systems-languages", "systems-rpm", "systems-alpine"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TrivyBed _bed = new(TimeProvider.System, options => options.KeepServer = true);
    private Task _keeping = Task.CompletedTask;

    [Fact]
    public async Task ScanAsync_Samples_AreTheSameByTheServerAndWithoutTheImage()
    {
        await PrepareAsync();
        var isWhole = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_ALL_SAMPLES") == "yes";
        var samples = (await ImagesAsync()).Where(image => isWhole || Handful.Contains(image.Name)).ToList();
        Assert.Contains(samples, sample => sample.Name == "debian");
        var (byServer, byCommand, all) = (new List<string>(), new List<string>(), new List<FindingDraft>());
        foreach (var (name, id) in samples)
        {
            var command = await ScanAsync(id);
            var again = await ScanAsync(id);

            Assert.True(Text(command) == Text(again), $"{name}\n{Text(command)}\n{Text(again)}");
            Assert.DoesNotContain("way", command.Evidence.Keys);
            var match = await _bed.Matcher.MatchAsync(ImageDigest.Parse(id), _stop.Token);
            if (!again.Evidence.ContainsKey("way"))
            {
                byCommand.Add($"{name} ({match.Problem})");
                Assert.False(match.IsMatched, name);
                continue;
            }

            byServer.Add($"{name} ({command.PackageCount} packages, {command.Findings.Count} findings)");
            all.AddRange(again.Findings);
            Assert.True(match.IsMatched, $"{name}: {match.Problem}");
            Assert.Equal(command.PackageCount, match.PackageCount);
            Assert.Equal(command.Findings.Where(IsOfPackages).Select(finding => JsonSerializer.Serialize(finding)), match.Findings.Select(finding => JsonSerializer.Serialize(finding)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"by the server: {string.Join(", ", byServer)}\nby the command: {string.Join(", ", byCommand)}");
        foreach (var name in (string[])["debian", "bad", "good", "secret-env"])
        {
            Assert.Contains(byServer, sample => sample.StartsWith(name + " ", StringComparison.Ordinal));
        }

        // What a server alone would lose.
        Assert.Contains(all, finding => finding.Check == CheckIds.SecretEnv);
        Assert.Contains(all, finding => finding.Check == CheckIds.SecretFile);
        Assert.Contains(all, finding => finding.KeyClass == "vulnerability");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _bed.Dispose();
    }

    private async Task PrepareAsync()
    {
        _bed.Options.Path = Environment.GetEnvironmentVariable("DOCKERSCAN_TRIVY");
        Assert.SkipWhen(string.IsNullOrEmpty(_bed.Options.Path), "DOCKERSCAN_TRIVY names no Trivy");
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKER_HOST")), "DOCKER_HOST names no engine");
        _bed.Options.DatabasePath = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_DB") ?? Path.Combine(TestFiles.Repository, "samples", "trivy-db");
        Assert.SkipUnless(File.Exists(DatabaseInspector.DatabaseFile(_bed.Options.DatabasePath)), "no database: DOCKERSCAN_TEST_TRIVY_DB is not set and samples/trivy-db is not there");
        _keeping = _bed.Keeper.RunAsync(_stop.Token);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        while (!File.Exists(_bed.Paths.ServerFile))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<IReadOnlyList<(string Name, string Id)>> ImagesAsync()
    {
        const string Prefix = "dockerscan/sample-";
        var result = await new ProcessRunner(TimeProvider.System).RunAsync(
            new ProcessRequest
            {
                FileName = "/usr/bin/env",
                Arguments = ["docker", "image", "ls", "--no-trunc", "--format", "{{.Repository}} {{.ID}}"],
                WorkDirectory = _bed.Folder.Path,
                Timeout = TimeSpan.FromMinutes(1),
                Environment = new Dictionary<string, string> { ["DOCKER_HOST"] = Environment.GetEnvironmentVariable("DOCKER_HOST")! },
            },
            _stop.Token);
        Assert.True(result.IsSuccess, result.StandardError);
        return [.. result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(line => line.Split(' ')).Select(parts => (parts[0][Prefix.Length..], parts[1])).Order()];
    }

    private Task<ScannerOutcome> ScanAsync(string id) => _bed.Scanner.ScanAsync(TrivyBed.Input(id, "/etc/os-release"), _stop.Token);

    private static bool IsOfPackages(FindingDraft finding) => finding.KeyClass is KeyClasses.Vulnerability or CheckIds.OutdatedSoftware;

    // All but what says which way it was and when.
    private static string Text(ScannerOutcome outcome) => string.Join('\n', outcome.Findings.Select(finding => JsonSerializer.Serialize(finding))
        .Prepend(JsonSerializer.Serialize(new { outcome.Outcome, outcome.Reason, outcome.Gaps, outcome.PackageCount, outcome.OperatingSystem }))
        .Concat(outcome.Evidence.Where(pair => pair.Key is "version" or "database" or "databaseUpdatedAt" or "flags" or "schemaVersion").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
}
