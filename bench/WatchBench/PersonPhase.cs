using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace WatchBench;

/// <summary>1,000 watches are due, each of an image that changed, and a person asks for scans: how long each waits once a place is free.</summary>
internal static class PersonPhase
{
    private const int Rounds = 6;
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    public static async Task MeasureAsync(WatchedStore store, WatchedRepository repository, IReadOnlyList<string> tags)
    {
        await repository.CopyAsync("1", Enumerable.Range(1, 2 * Rounds).Select(Tag));
        await store.PlanAsync(tags);
        var ended = store.Count("SELECT count(*) FROM results");
        await WatchedStore.UntilAsync(async () => (await store.Scans.GetDepthAsync(CancellationToken.None)).Queued > tags.Count * 9 / 10, Often, "the watches do not ask for their scans");
        await WatchedStore.UntilAsync(() => Task.FromResult(store.Count("SELECT count(*) FROM results") > ended), Often, "no scheduled scan ends");
        var worst = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            // Two at once: the first has the place that is kept for people, the second waits for the next that is free.
            var asked = TimeProvider.System.GetUtcNow();
            var scans = await Task.WhenAll(AskAsync(store, repository, (2 * round) + 1, asked), AskAsync(store, repository, (2 * round) + 2, asked));
            foreach (var scan in scans)
            {
                await WatchedStore.UntilAsync(async () => (await store.Scans.FindJobAsync(scan, CancellationToken.None))!.State != ScanState.Queued, Often, "a person's scan does not start");
                var started = TimeProvider.System.GetUtcNow();
                // The place that it got is free since an end before it started; without one since then it was free when it was asked for.
                var free = store.Count(
                    "SELECT max(finished_at) FROM results WHERE finished_at BETWEEN @asked AND @started", ("@asked", asked.ToUnixTimeMilliseconds()), ("@started", started.ToUnixTimeMilliseconds()));
                var wait = started - (free == 0 ? asked : DateTimeOffset.FromUnixTimeMilliseconds(free));
                worst = wait > worst ? wait : worst;
            }

            await WatchedStore.UntilAsync(async () => (await Task.WhenAll(scans.Select(scan => store.Scans.FindJobAsync(scan, CancellationToken.None)))).All(job => job!.State == ScanState.Finished), Often, "a person's scan does not end");
        }

        Report.Say("person, longest wait, ms", worst.TotalMilliseconds);
        Report.Say("person, scheduled scans that still wait", (await store.Scans.GetDepthAsync(CancellationToken.None)).Queued);
        Report.Say("person, scans that failed", store.Count("SELECT count(*) FROM results JOIN scans ON scans.result_id = results.scan_id WHERE scans.id LIKE 'person%' AND results.complete = 0"));
    }

    private static string Tag(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D2}");

    private static async Task<ScanId> AskAsync(WatchedStore store, WatchedRepository repository, int number, DateTimeOffset now)
    {
        var request = new ScanRequest(ImageReference.Parse($"{repository.Name}:{Tag(number)}"), null, new ScanOptions(), $"bench:{Tag(number)}");
        return (await store.Scans.EnqueueAsync(ScanId.Parse($"person{Tag(number)}"), request, now, CancellationToken.None)).Job.Id;
    }
}
