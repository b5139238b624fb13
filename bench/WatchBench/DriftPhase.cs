using System.Globalization;
using ChatBench;
using DockerScan.Core.Watches;
using DockerScan.TestKit.Slack;

namespace WatchBench;

/// <summary>
/// Watches that look whole each time, by a program that serves with its sandbox: what stays the same is run so often, and nobody is told that it does
/// something else; what does something else from some moment on is told once.
/// </summary>
internal sealed class DriftPhase(WatchedStore store, WatchedRepository repository, int atOnce) : IDisposable
{
    private const int RunsBefore = 2, RunsAfter = 4;
    private readonly SemaphoreSlim _places = new(atOnce);

    /// <param name="program">The program's file.</param>
    /// <param name="registry">The registry, whose bench/watched has a tag for each image.</param>
    /// <param name="sizes">How often each is run, how many at once, and the sandbox's window in seconds.</param>
    /// <param name="images">Tags of what stays the same; <c>A=B</c> for a tag that is A and becomes B, <c>A@SECONDS</c> for one that does something else from that time on.</param>
    public static async Task MeasureAsync(string program, string registry, (int Runs, int AtOnce, int Window) sizes, IReadOnlyList<string> images)
    {
        using var repository = new WatchedRepository(registry, string.Empty);
        await using var slack = LoopbackSlack.Start();
        await using var serve = await ServeProcess.StartAsync(program, Settings(slack, registry, sizes));
        await using var store = new WatchedStore(serve.Data);
        using var phase = new DriftPhase(store, repository, sizes.AtOnce);
        var isSteady = images.ToLookup(image => image.IndexOfAny(['=', '@']) < 0);
        var changed = await Task.WhenAll(isSteady[false].Select(phase.ChangeAsync));
        var steady = await Task.WhenAll(isSteady[true].Select(image => phase.StayAsync(image, sizes.Runs)));
        List<WatchedImage> all = [.. steady, .. changed];
        var told = (await Task.WhenAll(all.Select(async each => (Image: each, Alerts: await each.AlertsAsync())))).ToDictionary(pair => pair.Image, pair => pair.Alerts);
        var count = told.Values.Sum(alerts => alerts.Count);
        // As many as were kept, and the first sight of each.
        await WatchedStore.UntilAsync(() => Task.FromResult(slack.Messages.Count >= count + all.Count), TimeSpan.FromSeconds(1), "not all that was told is in the channel");

        Report.Say("images that stay the same", steady.Length);
        Report.Say("their runs", steady.Sum(each => each.Planned));
        Report.Say("second runs that they asked for", steady.Sum(each => Math.Max(0, each.Seen + each.Unseen - each.Planned)));
        Report.Say("runs that were not seen to the end", all.Sum(each => each.Unseen));
        Report.Say("drift alerts", steady.Sum(each => told[each].Count(alert => alert.Drift.Count > 0)));
        Report.Say("other alerts", steady.Sum(each => told[each].Count(alert => alert.Drift.Count == 0)));
        Report.Say("images that changed", changed.Length);
        // What stands in the thread of another message is no alert of its own.
        Report.Say("of these, not told exactly once", changed.Count(each => told[each].Count(alert => alert.Follows is null) != 1));
        Report.Say("messages beyond what was kept", slack.Messages.Count - count - all.Count);
    }

    public void Dispose() => _places.Dispose();

    private async Task<WatchedImage> StayAsync(string image, int runs)
    {
        var watched = await WatchAsync(image, image);
        await RunAsync(watched, runs);
        return watched;
    }

    private async Task<WatchedImage> ChangeAsync(string image)
    {
        var parts = image.Split('=', '@');
        var watched = await WatchAsync($"{parts[0]}-to-{parts[1]}", parts[0]);
        await RunAsync(watched, RunsBefore);
        if (image.Contains('=', StringComparison.Ordinal))
        {
            await repository.CopyAsync(parts[1], [watched.Name]);
        }
        else
        {
            var from = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            await WatchedStore.UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > from), TimeSpan.FromSeconds(1), "its time does not come");
        }

        await RunAsync(watched, RunsAfter);
        return watched;
    }

    private async Task<WatchedImage> WatchAsync(string name, string from)
    {
        await repository.CopyAsync(from, [name = $"w-{name}"]);
        var watch = await store.AddAsync(name, $"{repository.Name}:{name}", new WatchPlace("slack", LoopbackSlack.Channel));
        await store.Watches.PutAsync(watch with { IsFull = true }, CancellationToken.None);
        return new WatchedImage(store, watch);
    }

    private async Task RunAsync(WatchedImage watched, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            await _places.WaitAsync();
            try
            {
                await watched.RunAsync();
            }
            finally
            {
                _places.Release();
            }
        }
    }

    private static Dictionary<string, string> Settings(LoopbackSlack slack, string registry, (int Runs, int AtOnce, int Window) sizes) => new(AlertPhase.SlackSettings(slack, registry), StringComparer.Ordinal)
    {
        ["DOCKERSCAN__Sandbox__WindowSeconds"] = Text(sizes.Window),
        // One place is for people.
        ["DOCKERSCAN__Scan__Concurrency"] = Text(sizes.AtOnce + 1),
        ["DOCKERSCAN__Scan__KeepPulledImages"] = "true",
        ["DOCKERSCAN__Scan__MinFreeGiB"] = "0",
        ["DOCKERSCAN__Trivy__KeepServer"] = "true",
        // On a Monday it would speak of the week.
        ["DOCKERSCAN__Alerts__Weekly"] = "false",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
