using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

internal sealed class WatchDesk(
    IWatchStore store, IWatchSchedules? schedules, IWatchedTags tags, WatchPlanner planner, IIdGenerator ids, IOptions<WatchOptions> options, TimeProvider time) : IWatchDesk
{
    // As registries count: so many pulls in six hours. Nothing runs more often than each minute of them.
    private const int ForeseenHours = 6;
    private const int MostForeseen = ForeseenHours * 60;

    private static readonly ScanFailure NoSchedules = new(FailureKind.Unsupported, "this program has no scheduler");

    public async Task<WatchAnswer> PutAsync(WatchWish wish, CancellationToken cancellationToken)
    {
        var all = await store.ListAsync(cancellationToken);
        var same = wish.Id is { } id ? all.FirstOrDefault(watch => watch.Id == id) : all.FirstOrDefault(watch => IsAlike(watch, wish));
        if (Refuse(wish, same, all) is { } refusal)
        {
            return new WatchAnswer(null, false, refusal);
        }

        if ((wish.Tags is not null || wish.Newest is not null) && Watch.RuleOf(wish.Image, wish.Tags, wish.Newest).FindFault() is var fault and not TagRuleFault.None)
        {
            return new WatchAnswer(null, false, new WatchRefusal(WatchRefusalKind.Tags, Fault: fault));
        }

        var key = same?.Id ?? wish.Id ?? ids.NewId();
        if (schedules is null)
        {
            return new WatchAnswer(null, false, new WatchRefusal(WatchRefusalKind.Schedule, Problem: NoSchedules));
        }

        var schedule = schedules.Read(wish.Schedule, wish.Zone, key);
        if (!schedule.IsSuccess)
        {
            return new WatchAnswer(null, false, new WatchRefusal(WatchRefusalKind.Schedule, Problem: schedule.Failure));
        }

        var watch = new Watch
        {
            Id = key, Image = wish.Image, Tags = wish.Tags, Newest = wish.Newest, Platforms = wish.Platforms, Schedule = schedule.Value, Places = wish.Places,
            Owner = same?.Owner ?? wish.Owner, IsFull = wish.IsFull, IsPaused = same?.IsPaused ?? false, MutedUntil = same?.MutedUntil,
            CreatedAt = same?.CreatedAt ?? time.GetUtcNow(), DueSince = same is null ? null : same.Schedule == schedule.Value ? same.DueSince : time.GetUtcNow(), Language = wish.Language, Tell = wish.Tell, Quiet = wish.Quiet, FirstScan = same is null ? wish.FirstScan : same.FirstScan,
            IsOfRunning = wish.IsOfRunning, LeftOut = same?.LeftOut ?? [],
        };
        await store.PutAsync(watch, cancellationToken);
        await planner.ChangedAsync(cancellationToken);
        if (same is null)
        {
            // The first look need not wait for the schedule.
            await store.PlanAsync(key, watch.CreatedAt, cancellationToken);
        }

        return new WatchAnswer(watch, same is null);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var was = await store.RemoveAsync(id, cancellationToken);
        foreach (var follower in await FollowersAsync(id, cancellationToken))
        {
            await store.RemoveAsync(follower.Id, cancellationToken);
        }

        await planner.ChangedAsync(cancellationToken);
        return was;
    }

    public async Task<Watch?> MuteAsync(string id, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } watch)
        {
            return null;
        }

        foreach (var one in (await FollowersAsync(id, cancellationToken)).Append(watch))
        {
            await store.PutAsync(one with { MutedUntil = until }, cancellationToken);
        }

        return watch with { MutedUntil = until };
    }

    public async Task<Watch?> PauseAsync(string id, bool pause, CancellationToken cancellationToken)
    {
        var watch = await store.FindAsync(id, cancellationToken);
        if (watch is null || watch.IsPaused == pause)
        {
            return watch;
        }

        var since = time.GetUtcNow();
        foreach (var one in (await FollowersAsync(id, cancellationToken)).Append(watch))
        {
            await store.PutAsync(one with { IsPaused = pause, DueSince = since }, cancellationToken);
        }

        await planner.ChangedAsync(cancellationToken);
        return watch with { IsPaused = pause, DueSince = since };
    }

    public async Task ShowFirstAsync(string id, ScanId scan, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is { } watch)
        {
            await store.PutAsync(watch with { FirstScan = scan }, cancellationToken);
        }
    }

    public Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public async Task<IReadOnlyList<WatchStanding>> StandAsync(IReadOnlyList<Watch> watches, CancellationToken cancellationToken)
    {
        var last = (await store.ListLastAsync(cancellationToken)).ToDictionary(run => run.WatchId, StringComparer.Ordinal);
        List<WatchStanding> standing = [];
        foreach (var watch in watches)
        {
            standing.Add(new WatchStanding(
                watch, await store.ListTargetsAsync(watch.Id, cancellationToken), last.GetValueOrDefault(watch.Id), Next(watch, 1) is [var next, ..] ? next : null));
        }

        return standing;
    }

    public IReadOnlyList<DateTimeOffset> Next(Watch watch, int count) => watch.Rests ? [] : schedules?.Next(watch.Schedule, time.GetUtcNow(), count) ?? [];

    public async Task<WatchForecast> ForeseeAsync(CancellationToken cancellationToken)
    {
        var (now, until) = (time.GetUtcNow(), time.GetUtcNow().AddHours(ForeseenHours));
        var watches = (await store.ListAsync(cancellationToken)).Where(watch => watch is { Rests: false, IsOfRunning: false }).ToList();
        var (looks, scans) = (0, 0d);
        // Within the week each has its turn once.
        var share = (double)ForeseenHours / (options.Value.FullEveryDays * 24);
        foreach (var watch in watches)
        {
            var runs = CountRuns(watch, now, until);
            var images = watch.LookedAt.Count * (watch.HasRule ? watch.Newest ?? options.Value.MaxTags : 1);
            looks += runs * images;
            scans += watch.IsFull ? runs * images : Math.Min(runs, share) * images;
        }

        return new WatchForecast(watches.Count, looks, (int)Math.Ceiling(scans), ForeseenHours);
    }

    public async Task<Result<KnownDigest>> FindDigestAsync(ImageReference image, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        var content = await tags.LookAsync(image, platform, null, cancellationToken);
        if (!content.IsSuccess)
        {
            return content.Failure;
        }

        IReadOnlyList<ImageDigest> digests = content.Value.IndexDigest is { } index ? [content.Value.Digest, index] : [content.Value.Digest];
        return new KnownDigest(content.Value, await store.FindFirstSeenAsync(image.Repository, digests, cancellationToken));
    }

    public Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken) => store.FindByFirstScanAsync(scan, cancellationToken);

    private async Task<List<Watch>> FollowersAsync(string id, CancellationToken cancellationToken)
        => [.. (await store.ListAsync(cancellationToken)).Where(watch => watch.Follows == id)];

    private int CountRuns(Watch watch, DateTimeOffset after, DateTimeOffset until)
    {
        const int Few = 8;
        var count = 0;
        while (count < MostForeseen && schedules?.Next(watch.Schedule, after, Few) is { Count: > 0 } next)
        {
            var within = next.Count(due => due <= until);
            count += within;
            if (within < Few)
            {
                break;
            }

            after = next[^1];
        }

        return count;
    }

    // One that is only changed counts already.
    private WatchRefusal? Refuse(WatchWish wish, Watch? same, IReadOnlyList<Watch> all)
    {
        var isFromFile = wish.Owner == Watch.FromFile;
        if (same is not null)
        {
            return isFromFile ? null
                : same.IsFromFile ? new WatchRefusal(WatchRefusalKind.OfTheFile)
                : PersonOf(same.Owner) != PersonOf(wish.Owner) && !wish.MayForOthers ? new WatchRefusal(WatchRefusalKind.OfOthers)
                : null;
        }

        var limits = options.Value;
        return all.Count >= limits.MaxWatches ? new WatchRefusal(WatchRefusalKind.TooMany, limits.MaxWatches)
            : isFromFile ? null
            : all.Count(watch => watch.Follows is null && PersonOf(watch.Owner) == PersonOf(wish.Owner)) >= limits.MaxPerPerson ? new WatchRefusal(WatchRefusalKind.TooManyOfPerson, limits.MaxPerPerson)
            : wish.Places.Any(place => all.Count(watch => watch.Follows is null && watch.Places.Contains(place)) >= limits.MaxPerChannel) ? new WatchRefusal(WatchRefusalKind.TooManyInChannel, limits.MaxPerChannel)
            : null;
    }

    // The person, in whichever channel.
    private static string PersonOf(string owner) => owner.Split('/') is [var first, .., var last] ? $"{first}/{last}" : owner;

    private static bool IsAlike(Watch watch, WatchWish wish)
        => watch.Follows is null && watch.IsOfRunning == wish.IsOfRunning && watch.Image.ToString() == wish.Image.ToString() && watch.Tags == wish.Tags && watch.Newest == wish.Newest
            && watch.Platforms.SequenceEqual(wish.Platforms) && watch.Places.ToHashSet().SetEquals(wish.Places);
}
