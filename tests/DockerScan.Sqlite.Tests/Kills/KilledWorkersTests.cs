using System.Globalization;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Stores;

namespace DockerScan.Sqlite.Tests.Kills;

/// <summary>
/// Real processes on a real store, killed and frozen in the middle of their work. eng/kills.sh runs the same for longer:
/// <c>DOCKERSCAN_TEST_KILLS</c> kills over four scans each and more.
/// </summary>
public sealed class KilledWorkersTests : IDisposable
{
    private const int Workers = 3;
    private const int MaxLosses = 2;
    private readonly SharedQueue _queue = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Kill_WorkersAtRandomMoments_EachScanEndsOnce()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 8;
        // So many that there is still work at the last kill, and none that is killed is killed again and again.
        var scans = 20 + (6 * kills);
        await _queue.FillAsync(scans);
        // What goes wrong can be done again.
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"seed {seed}"));
        var random = new Random(seed);
        var workers = Enumerable.Range(0, Workers).Select(_ => Start()).ToList();
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                var ended = await _queue.CountAsync("ends");
                await SharedQueue.UntilAsync(async () => await _queue.CountAsync("ends") >= ended + 1 + random.Next(4));
                var victim = random.Next(Workers);
                await workers[victim].KillAsync();
                await workers[victim].DisposeAsync();
                workers[victim] = Start();
            }

            await SharedQueue.UntilAsync(async () => await _queue.CountAsync("scans WHERE state IN ('queued', 'running')") == 0);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }

        var ends = await _queue.EndsAsync();
        Assert.Equal(Enumerable.Range(0, scans).Select(number => ScanSamples.Id(number).Value), ends.Select(end => end.Scan));
        Assert.Equal(scans, await _queue.CountAsync("scans JOIN results ON results.scan_id = scans.result_id WHERE state = 'finished'"));
        Assert.Equal(scans, await _queue.CountAsync("results"));
        // Nobody is given up but who was killed over twice, and nobody is worked on a third time.
        Assert.Equal(0, await _queue.CountAsync(FormattableString.Invariant($"scans WHERE dead = 1 AND fence <= {MaxLosses}")));
        Assert.Equal(0, await _queue.CountAsync(FormattableString.Invariant($"scans WHERE dead = 0 AND fence > {MaxLosses}")));
        Assert.Equal(await _queue.CountAsync("scans WHERE dead = 1"), await _queue.CountAsync("results WHERE json_extract(document, '$.failure') IS NOT NULL"));
        // A kill that hit nobody's work would prove nothing.
        Assert.True(await _queue.CountAsync("scans WHERE fence > 1") >= kills / 2);
    }

    [Fact]
    public async Task Freeze_WorkerForThreeLeases_NoneOfItsLateRowsAndFilesLands()
    {
        const int lease = 2;
        await _queue.FillAsync(1);
        await using var frozen = WorkerProcess.Start(_queue.Data, stageMs: 1500, lease);
        await frozen.SaysAsync("working", Token);
        await SharedQueue.UntilAsync(async () => (await _queue.JobAsync(0)).State == ScanState.Running);
        await frozen.FreezeAsync();
        // By the store's own clock, without anybody who could take it meanwhile.
        var until = (await _queue.JobAsync(0)).LeaseUntil!.Value.AddSeconds(2 * lease);
        await SharedQueue.UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > until));

        await using var other = WorkerProcess.Start(_queue.Data, stageMs: 50, lease);
        await other.SaysAsync("outcome complete", Token);
        var before = await ReadAsync();
        await frozen.ThawAsync();
        // Its claim is lost, or on a busy machine its renewal breaks first and gives back what is no more its own: nothing else may come of it.
        var outcome = await frozen.FindOutcomeAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Contains(outcome ?? "lost", (string[])["lost", "released"]);
        Assert.Equal(before, await ReadAsync());
        Assert.Equal([(ScanSamples.Id(0).Value, 2L)], await _queue.EndsAsync());
        Assert.Equal(other.Id.ToString(CultureInfo.InvariantCulture), before.Capture);
        Assert.All(before.Processes, process => Assert.Equal(before.Capture, process));
        Assert.Equal(1, await _queue.CountAsync("results"));
    }

    private async Task<Landed> ReadAsync()
    {
        var result = await _queue.Scans.FindResultAsync(ScanSamples.Id(0), Token);
        var processes = result!.Stages.Where(stage => stage.Evidence.ContainsKey("process")).Select(stage => stage.Evidence["process"]).ToList();
        Assert.NotEmpty(processes);
        return new Landed(string.Join(' ', processes), await File.ReadAllTextAsync(Path.Combine(_queue.Data, "captures", ScanSamples.Id(0).Value), Token), (await _queue.JobAsync(0)).Progress.Count);
    }

    private WorkerProcess Start() => WorkerProcess.Start(_queue.Data, stageMs: 120, leaseSeconds: 5);

    /// <param name="Seen">The processes whose evidence is in the result.</param>
    /// <param name="Capture">The process whose capture was kept.</param>
    /// <param name="Steps">How many stages the scan shows.</param>
    private sealed record Landed(string Seen, string Capture, int Steps)
    {
        public IEnumerable<string> Processes => Seen.Split(' ');
    }
}
