using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>
/// Keeps the watches of what the engine runs in step with it: an image that is started has one, with the digest that runs; one that runs no
/// more rests, and is forgotten after a day. Its name makes a watch's id, so that a container made anew from a newer image is compared with
/// what ran before.
/// </summary>
internal sealed class RunningWatches(
    IRunningImages? engine, IWatchStore store, IWatchSchedules? schedules, IOptions<WatchOptions> options, TimeProvider time, ILogger<RunningWatches> logger)
{
    /// <summary>How often, between the looks.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    // A host that is started anew, or a service that is down for the night, does not lose what is known of it.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // Of what has no watch, so many are named.
    private const int MaxNamed = 20;
    private const int IdDigits = 12;

    private static readonly ScanFailure NoEngine = new(FailureKind.Unsupported, "this program has no container engine to ask, or no scheduler");

    /// <summary>Brings the followers of a watch in step. What they have to look at they look at as all watches do.</summary>
    public async Task<WatchRunEnd> FollowAsync(Watch parent, CancellationToken cancellationToken)
    {
        RunningImages running;
        try
        {
            running = engine is null || schedules is null ? throw new EngineException(NoEngine) : await engine.ListAsync(cancellationToken);
        }
        catch (EngineException exception)
        {
            // Nothing is known to have stopped.
            return new WatchRunEnd(WatchRunOutcome.Failed, new WatchCounts { Failed = 1 }, exception.Failure);
        }

        var all = await store.ListAsync(cancellationToken);
        var known = all.Where(watch => watch.Follows == parent.Id).ToDictionary(watch => watch.Id, StringComparer.Ordinal);
        var room = options.Value.MaxWatches - all.Count;
        var leftOut = running.LeftOut.ToList();
        var (added, gone) = (0, 0);
        foreach (var image in running.Images)
        {
            var id = IdOf(parent.Id, image.Name);
            if (known.Remove(id, out var follower))
            {
                await PutAsync(follower, Like(parent, follower, image), cancellationToken);
            }
            else if (room-- <= 0)
            {
                leftOut.Add(image.Name);
            }
            else
            {
                added++;
                await store.PutAsync(Like(parent, New(parent, id, image), image), cancellationToken);
                // The first look need not wait for the schedule.
                await store.PlanAsync(id, time.GetUtcNow(), cancellationToken);
            }
        }

        // Where not all are told of, what is not among them may run.
        foreach (var follower in running.IsCut ? [] : known.Values.ToList())
        {
            gone++;
            await RestAsync(follower, cancellationToken);
        }

        if (running.IsCut)
        {
            leftOut.Add("…");
        }

        if (await store.FindAsync(parent.Id, cancellationToken) is { } now)
        {
            await PutAsync(now, now with { LeftOut = [.. leftOut.Take(MaxNamed)] }, cancellationToken);
        }
        else
        {
            await ForgetAsync(parent.Id, cancellationToken);
        }

        if (added > 0 || gone > 0)
        {
            Log.Followed(logger, parent.Id, running.Images.Count, added, gone, leftOut.Count);
        }

        return new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts { Unchanged = running.Images.Count - added, Changed = added });
    }

    internal static string IdOf(string parent, string name)
        => $"{parent}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..IdDigits]}";

    // Somebody removed the watch in the meantime.
    private async Task ForgetAsync(string parent, CancellationToken cancellationToken)
    {
        foreach (var follower in (await store.ListAsync(cancellationToken)).Where(watch => watch.Follows == parent))
        {
            await store.RemoveAsync(follower.Id, cancellationToken);
        }
    }

    private async Task RestAsync(Watch follower, CancellationToken cancellationToken)
    {
        if (follower.GoneSince is not { } since)
        {
            await store.PutAsync(follower with { GoneSince = time.GetUtcNow() }, cancellationToken);
        }
        else if (time.GetUtcNow() - since >= Remembered)
        {
            await store.RemoveAsync(follower.Id, cancellationToken);
        }
    }

    // Records hold lists by reference: what would be written is compared by what is in it.
    private async Task PutAsync(Watch before, Watch after, CancellationToken cancellationToken)
    {
        if (before.Image.ToString() != after.Image.ToString() || before.GoneSince != after.GoneSince || before.Schedule != after.Schedule || before.IsFull != after.IsFull
            || before.Tell != after.Tell || before.Quiet != after.Quiet || before.Language != after.Language || !before.Places.SequenceEqual(after.Places)
            || !before.Platforms.SequenceEqual(after.Platforms) || !before.LeftOut.SequenceEqual(after.LeftOut))
        {
            await store.PutAsync(after, cancellationToken);
        }
    }

    private Watch New(Watch parent, string id, RunningImage image) => new()
    {
        Id = id, Image = image.Image, Schedule = parent.Schedule, Owner = parent.Owner, CreatedAt = time.GetUtcNow(), MutedUntil = parent.MutedUntil, Follows = parent.Id,
    };

    // How it looks and speaks is as its parent does; whether it is paused or muted is its own.
    private Watch Like(Watch parent, Watch follower, RunningImage image)
    {
        var schedule = schedules!.Read(parent.Schedule.Text, parent.Schedule.Zone, follower.Id) is { IsSuccess: true } spread ? spread.Value : parent.Schedule;
        return follower with
        {
            Image = image.Image,
            Platforms = image.Platform == ImagePlatform.Default ? [] : [image.Platform],
            Schedule = schedule,
            DueSince = follower.Schedule == schedule && follower.GoneSince is null ? follower.DueSince : time.GetUtcNow(),
            Places = parent.Places, IsFull = parent.IsFull, Tell = parent.Tell, Quiet = parent.Quiet, Language = parent.Language, GoneSince = null,
        };
    }
}
