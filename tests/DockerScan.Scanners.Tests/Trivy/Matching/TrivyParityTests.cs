using System.Globalization;
using System.Text.Json;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.TestKit.Builders;

namespace DockerScan.Scanners.Tests.Trivy.Matching;

/// <summary>
/// The real server against the real command on the samples that are in the engine, finding by finding with every word of it, and the
/// same without the image, by what is stored with its result. A handful, unless all are asked for (<c>./test.sh --all-samples</c>) or some are
/// named (<c>eng/parity.sh --server</c>).
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
    private string? _made;

    [Fact]
    public async Task ScanAsync_Samples_AreTheSameByTheServerAndWithoutTheImage()
    {
        await PrepareAsync();
        var isWhole = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_ALL_SAMPLES") == "yes";
        var named = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_SAMPLES")?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var samples = (await ImagesAsync()).Where(image => isWhole || (named ?? Handful).Contains(image.Name)).ToList();
        Assert.Superset((named ?? ["debian"]).ToHashSet(StringComparer.Ordinal), samples.Select(sample => sample.Name).ToHashSet(StringComparer.Ordinal));
        samples.Add(("made", await MakeAsync()));
        var (byServer, byCommand, all) = (new List<string>(), new List<string>(), new List<FindingDraft>());
        foreach (var (name, id) in samples)
        {
            var content = await SampleContent.TakeAsync(id, _bed.Folder[name], DockerAsync);
            var command = await ScanAsync(id, content);
            var again = await ScanAsync(id, content);

            Assert.True(Text(command) == Text(again), $"{name}\n{Text(command)}\n{Text(again)}");
            Assert.DoesNotContain("way", command.Evidence.Keys);
            // The list that is stored with the result, and where there is none what is kept here.
            var stored = new ScanResultBuilder().For("sample:1").Build() with { Image = TrivyBed.Input(id).Image, Stages = [new StageReport(StageIds.Trivy, again.Outcome, again.Reason, TimeSpan.Zero, again.Evidence) { Packages = again.Packages }] };
            var match = await _bed.Matcher.MatchAsync(stored, _stop.Token);
            if (!again.Evidence.ContainsKey("way"))
            {
                byCommand.Add($"{name} ({match.Problem})");
                Assert.False(match.IsMatched, name);
                continue;
            }

            byServer.Add($"{name} ({command.PackageCount} packages, {command.Findings.Count} findings)");
            // The server has a folder of its own: no command waits for it.
            Assert.InRange(long.Parse(command.Evidence["waitedMs"], CultureInfo.InvariantCulture), 0, 2000);
            all.AddRange(again.Findings);
            Assert.True(match.IsMatched, $"{name}: {match.Problem}");
            Assert.Equal(command.PackageCount, match.PackageCount);
            Assert.Equal(command.Gaps.Where(IsOfData), match.Gaps);
            Assert.Equal(command.Findings.Where(IsOfPackages).Select(finding => JsonSerializer.Serialize(finding)), match.Findings.Select(finding => JsonSerializer.Serialize(finding)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"by the server: {string.Join(", ", byServer)}\nby the command: {string.Join(", ", byCommand)}");
        foreach (var name in named is null ? (string[])["debian", "bad", "good", "secret-env", "made"] : ["made"])
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
        if (_made is not null)
        {
            await DockerAsync(CancellationToken.None, "rmi", "--force", _made);
        }

        _stop.Dispose();
        RealTrivy.Keep(_bed);
        _bed.Dispose();
    }

    private async Task PrepareAsync()
    {
        RealTrivy.Use(_bed);
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

    // What no sample has: a secret in a file, and one in the configuration, of a system with packages.
    private async Task<string> MakeAsync()
    {
        const string Token = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345";
        var context = Directory.CreateDirectory(_bed.Folder["context"]).FullName;
        foreach (var (path, text) in ((string, string)[])[
            ("Dockerfile", $"FROM scratch\nADD rootfs /\nENV GITHUB_TOKEN={Token}\nUSER root\nCMD [\"/app/run.sh\"]\n"),
            ("rootfs/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"),
            ("rootfs/etc/debian_version", "12.5\n"),
            ("rootfs/var/lib/dpkg/status", "Package: tar\nStatus: install ok installed\nMaintainer: a <a@example.org>\nArchitecture: amd64\nVersion: 1.34+dfsg-1.2\nDescription: x\n\n"),
            ("rootfs/app/run.sh", $"#!/bin/sh\nexport GITHUB_PAT={Token}\n")])
        {
            var full = Path.Combine(context, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(full, text, _stop.Token);
        }

        var built = await DockerAsync("build", "-q", "--label", "dockerscan.test=trivy", context);
        Assert.True(built.IsSuccess, built.StandardError);
        return _made = built.StandardOutput.Trim();
    }

    private async Task<IReadOnlyList<(string Name, string Id)>> ImagesAsync()
    {
        const string Prefix = "dockerscan/sample-";
        var result = await DockerAsync("image", "ls", "--no-trunc", "--format", "{{.Repository}} {{.ID}}");
        Assert.True(result.IsSuccess, result.StandardError);
        return [.. result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(line => line.Split(' ')).Select(parts => (parts[0][Prefix.Length..], parts[1])).Order()];
    }

    private Task<ProcessResult> DockerAsync(params string[] arguments) => DockerAsync(_stop.Token, arguments);

    private Task<ProcessResult> DockerAsync(CancellationToken cancellationToken, params string[] arguments) => new ProcessRunner(TimeProvider.System).RunAsync(
        new ProcessRequest
        {
            FileName = "/usr/bin/env",
            Arguments = ["docker", .. arguments],
            WorkDirectory = _bed.Folder.Path,
            Timeout = TimeSpan.FromMinutes(1),
            Environment = new Dictionary<string, string> { ["DOCKER_HOST"] = Environment.GetEnvironmentVariable("DOCKER_HOST")!, ["DOCKER_BUILDKIT"] = "0" },
        },
        cancellationToken);

    private Task<ScannerOutcome> ScanAsync(string id, SampleContent content) => _bed.Scanner.ScanAsync(TrivyBed.Input(id) with { Content = content }, _stop.Token);

    private static bool IsOfData(Gap gap) => gap.Kind is GapKind.SystemUnsupported or GapKind.AdvisoriesMissing or GapKind.DatabaseSample or GapKind.DatabaseStale;

    private static bool IsOfPackages(FindingDraft finding) => finding.KeyClass is KeyClasses.Vulnerability or CheckIds.OutdatedSoftware;

    // All but what says which way it was and when.
    private static string Text(ScannerOutcome outcome) => string.Join('\n', outcome.Findings.Select(finding => JsonSerializer.Serialize(finding))
        .Prepend(JsonSerializer.Serialize(new { outcome.Outcome, outcome.Reason, outcome.Gaps, outcome.PackageCount, outcome.OperatingSystem }))
        .Concat(outcome.Evidence.Where(pair => pair.Key is "version" or "database" or "databaseUpdatedAt" or "flags" or "schemaVersion").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
}
