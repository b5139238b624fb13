using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>The first half of a run: asks the registry, decides, asks for scans, and compares packages where that is enough.</summary>
internal sealed class WatchLooker(
    IWatchedTags tags, IWatchStore store, WatchTargets targets, CurrentBasis basis, IScanService scans, WatchMatcher matcher, SecondRuns second, IOptions<WatchOptions> options,
    TimeProvider time, ILogger<WatchLooker> logger)
{
    // What a registry says is bounded: neither a storm of questions, nor silence for days.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(15);

    public async Task<Looked> LookAsync(Watch watch, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(watch, cancellationToken);
        if (!chosen.IsSuccess)
        {
            return chosen.Failure.Kind == FailureKind.RateLimited ? Looked.Wait(WaitFor(chosen.Failure)) : await AllFailedAsync(watch, chosen.Failure, cancellationToken);
        }

        var known = (await store.ListTargetsAsync(watch.Id, cancellationToken)).ToDictionary(target => target.Key, StringComparer.Ordinal);
        List<Seen> seen = [];
        // All are asked before anything is done: who has to wait has done nothing yet that would be done twice.
        foreach (var tag in chosen.Value.Tags)
        {
            foreach (var platform in watch.LookedAt)
            {
                var reference = ReferenceOf(watch, tag);
                var fresh = WatchTarget.New(watch.Id, tag, platform);
                var target = known.GetValueOrDefault(fresh.Key) ?? fresh;
                var last = target.SeenDigest is { } digest ? new TagContent(digest, target.SeenIndex) : null;
                seen.Add(new Seen(reference, target, await tags.LookAsync(reference, watch.Platforms.Count == 0 ? null : platform, last, cancellationToken)));
            }
        }

        if (seen.FirstOrDefault(each => each.Content.Failure?.Kind == FailureKind.RateLimited) is { Content.Failure: { } limit })
        {
            foreach (var each in seen.Where(each => each.Content.Failure?.Kind == FailureKind.RateLimited))
            {
                await targets.ChangeAsync(each.Target, target => WatchProgress.Waits(target, each.Content.Failure!), cancellationToken);
            }

            return Looked.Wait(WaitFor(limit));
        }

        return await DecideAsync(watch, seen, cancellationToken);
    }

    private async Task<Looked> DecideAsync(Watch watch, List<Seen> seen, CancellationToken cancellationToken)
    {
        var looked = new Looked();
        await store.SeeAsync(watch.Image.Repository, NewDigests(seen), cancellationToken);
        var now = await basis.FindAsync(cancellationToken);
        var toConfirm = await second.FindAsync(watch, cancellationToken);
        // One image under several tags is scanned, and compared, once.
        var asked = new Dictionary<(ImageDigest Digest, string Platform), ScanId>();
        var matched = new Dictionary<ScanId, WatchMatch>();
        foreach (var each in seen)
        {
            if (each.Content.Failure is { } failure)
            {
                var failed = await targets.ChangeAsync(each.Target, target => WatchProgress.Failed(target, failure), cancellationToken);
                looked.Failed(failed);
                continue;
            }

            var content = each.Content.Value!;
            var look = new WatchLook(time.GetUtcNow(), content.Digest, now, watch.IsFull) { IndexDigest = content.IndexDigest, IsToConfirm = toConfirm.Contains(each.Target.Key) };
            var decision = WatchDecision.Decide(each.Target, look, options.Value.Policy);
            if (decision.Step == WatchStep.Match)
            {
                decision = await MatchAsync(watch, each.Target.Compared!.Value, decision, matched, cancellationToken);
            }

            var target = await targets.ChangeAsync(each.Target, old => WatchProgress.Looked(old, look, decision), cancellationToken);
            switch (decision.Step)
            {
                case WatchStep.FullScan:
                    var key = (content.Digest, target.Platform.ToString());
                    if (!asked.TryGetValue(key, out var scan))
                    {
                        asked[key] = scan = await AskAsync(watch, each.Reference, target.Platform, decision.Reason, cancellationToken);
                    }

                    if (look.IsToConfirm)
                    {
                        await second.AskedAsync(watch.Id, target.Key, scan, cancellationToken);
                    }

                    looked.Add(Waiting(target, content, decision.Reason, now, scan), new WatchCounts { Scanned = 1 });
                    break;
                case WatchStep.Nothing:
                    looked.Add(null, new WatchCounts { Unchanged = 1 });
                    break;
                case WatchStep.Match when matched[target.Compared!.Value] is { Database: { } database } match:
                    if (match.Result is { } result)
                    {
                        looked.Add(Waiting(target, content, decision.Reason, now.With(database), result), new WatchCounts { Matched = 1 });
                    }
                    else
                    {
                        await targets.ChangeAsync(target, old => WatchProgress.Matched(old, null, database), cancellationToken);
                        looked.Add(null, new WatchCounts { Matched = 1 });
                    }

                    break;
            }
        }

        return looked;
    }

    // What cannot be compared is scanned: nobody is told that nothing is new because nobody could look.
    private async Task<WatchDecision> MatchAsync(
        Watch watch, ScanId compared, WatchDecision decision, Dictionary<ScanId, WatchMatch> matched, CancellationToken cancellationToken)
    {
        if (!matched.TryGetValue(compared, out var match))
        {
            matched[compared] = match = await matcher.MatchAsync(watch, compared, cancellationToken);
        }

        if (match.Database is not null)
        {
            return decision;
        }

        Log.NotMatched(logger, watch.Id, compared, match.Problem);
        return decision with { Step = WatchStep.FullScan };
    }

    private async Task<ScanId> AskAsync(Watch watch, ImageReference reference, ImagePlatform platform, WatchReason reason, CancellationToken cancellationToken)
    {
        // Where nothing changed that makes a new result by itself, an earlier one must not answer.
        var isForced = reason is WatchReason.AskedFull or WatchReason.FullDue or WatchReason.PartialBefore or WatchReason.Confirming;
        var request = new ScanRequest(reference, watch.Platforms.Count == 0 ? null : platform, new ScanOptions { Force = isForced }, RequestedBy(watch)) { Priority = ScanPriority.Schedule };
        return (await scans.SubmitAsync(request, cancellationToken)).Job.Id;
    }

    internal static string RequestedBy(Watch watch) => $"watch:{watch.Id}";

    private static WatchScan Waiting(WatchTarget target, TagContent content, WatchReason reason, WatchBasis basis, ScanId scan) => new()
    {
        Tag = target.Tag, Platform = target.Platform, Digest = content.Digest, IndexDigest = content.IndexDigest, Reason = reason, Basis = basis, Scan = scan,
    };

    private async Task<Result<ChosenTags>> ChooseAsync(Watch watch, CancellationToken cancellationToken)
        => watch.HasRule ? await tags.ChooseAsync(watch, options.Value.MaxTags, cancellationToken)
            // A digest wins over the tag, and cannot move.
            : new ChosenTags([watch.Image.Digest is null ? watch.Image.Tag ?? string.Empty : string.Empty], 0);

    // No tag is known to have failed, so all that were looked at before have.
    private async Task<Looked> AllFailedAsync(Watch watch, ScanFailure failure, CancellationToken cancellationToken)
    {
        var looked = new Looked { Problem = failure };
        foreach (var target in await store.ListTargetsAsync(watch.Id, cancellationToken))
        {
            looked.Failed(await targets.ChangeAsync(target, old => WatchProgress.Failed(old, failure), cancellationToken));
        }

        return looked;
    }

    private static List<ImageDigest> NewDigests(IEnumerable<Seen> seen)
        => [.. seen.Where(each => each.Content.Value is { } content && content.Digest != each.Target.SeenDigest)
            .SelectMany(each => (ImageDigest?[])[each.Content.Value!.Digest, each.Content.Value.IndexDigest]).OfType<ImageDigest>().Distinct()];

    private static ImageReference ReferenceOf(Watch watch, string tag)
        => watch.HasRule ? ImageReference.Parse($"{watch.Image.Repository}:{tag}") : watch.Image;

    private TimeSpan WaitFor(ScanFailure failure)
    {
        var asked = failure.RetryAfter - time.GetUtcNow() ?? UsualWait;
        return asked < ShortestWait ? ShortestWait : asked < LongestWait ? asked : LongestWait;
    }

    private sealed record Seen(ImageReference Reference, WatchTarget Target, Result<TagContent> Content);
}
