using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.TestKit.Builders;

namespace StoreBench;

/// <summary>A claimed scan ends with 5,000 findings, in the store that is large already.</summary>
internal static class WritePhase
{
    private const int Runs = 21;
    private const int Findings = 5_000;
    private const int First = 900_000;
    // Less than the quickest scan takes: what the store does behind a write has its time then, too.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static CancellationToken None => CancellationToken.None;

    public static async Task MeasureAsync(BenchStore store)
    {
        var large = SampleScans.Large(Findings, packages: 500);
        List<Claim> claims = [];
        for (var run = 0; run < Runs; run++)
        {
            await store.Scans.EnqueueAsync(Samples.Id(First + run), Samples.Request($"bench/large:{run}"), large.StartedAt, None);
            claims.Add((await store.Scans.ClaimAsync(new ClaimWish("bench", Lease), None))!.Claim);
        }

        Measured.Say("ingest of 5,000 findings, ms", await Measured.SlowestAsync(Runs, async run =>
            await store.Scans.FinishAsync(large with { Id = ScanId.Parse(claims[run].Item) }, claims[run], None) == LeaseAnswer.Held ? 1 : 0, Apart));
    }
}
