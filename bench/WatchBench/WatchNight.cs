using System.Diagnostics;
using System.Globalization;
using ChatBench;
using DockerScan.Core.Watches;

namespace WatchBench;

/// <summary>A night of 1,000 watches, by a program that serves: nothing changed; only the database is newer; every image changed, and a person asks.</summary>
internal static class WatchNight
{
    private const int Count = 1000;
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(25);

    public static async Task MeasureAsync(string program, string registry, string log, string database)
    {
        using var repository = new WatchedRepository(registry, log);
        await using var serve = await ServeProcess.StartAsync(program, Settings(registry, database));
        await using var store = new WatchedStore(serve.Data);
        var server = new KeptServer(serve.Data, database);
        await server.WaitAsync();

        var first = await store.AddAsync("first", $"{repository.Name}:1");
        var counts = Only(await store.EndAsync(await store.PlanAsync([first.Id]), Often), 1);
        var known = counts.Scanned == 1 ? (await store.Watches.ListTargetsAsync(first.Id, CancellationToken.None)).Single() : throw new InvalidOperationException($"the image was not scanned: {counts}");
        var tags = Enumerable.Range(1, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"t{number:D4}")).ToList();
        await repository.CopyAsync("1", tags);
        var images = new ManyImages(store, known, (await store.Scans.FindResultAsync(known.LastComplete!.Value, CancellationToken.None))!);
        await images.WatchAsync(repository.Name, tags);

        await RunAsync("unchanged", new WatchCounts { Unchanged = 1 });
        await images.DifferAsync(tags);
        await server.RenewAsync();
        await RunAsync("newer database", new WatchCounts { Matched = 1 });
        await images.ForgetAsync(tags);
        await PersonPhase.MeasureAsync(store, repository, tags);

        async Task RunAsync(string name, WatchCounts expected)
        {
            var (asked, held, began) = (repository.Asked(), serve.ResidentKiB, Stopwatch.GetTimestamp());
            var ended = await store.EndAsync(await store.PlanAsync(tags), Often);
            var took = Stopwatch.GetElapsedTime(began);
            var (heads, gets) = repository.Asked();
            Report.Say($"{name}, ms", took.TotalMilliseconds);
            Report.Say($"{name}, not as expected", Count - ended.Count(each => each == expected));
            Report.Say($"{name}, manifests asked for by HEAD", heads - asked.Heads);
            Report.Say($"{name}, manifests fetched", gets - asked.Gets);
            Report.Say($"{name}, MiB more", Math.Max(0, serve.ResidentKiB - held) / 1024.0, "0.0");
        }
    }

    private static Dictionary<string, string> Settings(string registry, string database) => new(StringComparer.Ordinal)
    {
        ["DOCKERSCAN__Registry__AllowedRegistries__0"] = registry,
        ["DOCKERSCAN__Sandbox__Enabled"] = "false",
        ["DOCKERSCAN_TRIVY_DB"] = database,
        ["DOCKERSCAN__Trivy__KeepServer"] = "true",
        // For the last phase: a place for all, one for people, and no scan that an earlier one answers.
        ["DOCKERSCAN__Scan__Concurrency"] = "2",
        ["DOCKERSCAN__Scan__ReuseHours"] = "0",
        ["DOCKERSCAN__Scan__MinFreeGiB"] = "0",
        ["DOCKERSCAN__Scan__KeepPulledImages"] = "true",
    };

    private static WatchCounts Only(IReadOnlyList<WatchCounts> counts, int many) => counts.Count == many ? counts[0] : throw new InvalidOperationException("a run did not end well");
}
