using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DockerScan.Core.Stores;
using DockerScan.TestKit.Stores;

namespace StoreBench;

/// <summary>Eight workers, each with a store of its own as in a process of its own, take what waits until nothing does.</summary>
internal static class ClaimPhase
{
    private const int Workers = 8;
    private const int Waiting = 3_000;
    private const int Askers = 20;
    private const int First = 1;
    private const string Queue = "queue.db";

    private static CancellationToken None => CancellationToken.None;

    public static async Task MeasureAsync(string folder)
    {
        await using var store = new BenchStore(folder, Queue);
        await store.Scans.InitializeAsync(None);
        for (var number = 0; number < Waiting; number++)
        {
            var request = Samples.Request($"bench/waits:{number}") with { RequestedBy = string.Create(CultureInfo.InvariantCulture, $"slack:T1/U{number % Askers}") };
            await store.Scans.EnqueueAsync(Samples.Id(First + number), request, ScanSamples.Start, None);
        }

        var claimed = new ConcurrentBag<string>();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => ClaimAsync(folder, worker, claimed))));
        var took = Stopwatch.GetElapsedTime(began);
        Measured.Say("claims a second by 8 workers", claimed.Count / took.TotalSeconds, "0");
        Measured.Say("claimed twice", claimed.Count - claimed.Distinct(StringComparer.Ordinal).Count(), "0");
        Measured.Say("never claimed", Waiting - claimed.Distinct(StringComparer.Ordinal).Count(), "0");
    }

    private static async Task ClaimAsync(string folder, int worker, ConcurrentBag<string> claimed)
    {
        await using var store = new BenchStore(folder, Queue);
        var wish = new ClaimWish(string.Create(CultureInfo.InvariantCulture, $"worker{worker}"), TimeSpan.FromMinutes(10));
        while (await store.Scans.ClaimAsync(wish, None) is { } next)
        {
            claimed.Add(next.Claim.Item);
        }
    }
}
