using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>Changes what is known of a tag, also when somebody else writes at the same time.</summary>
internal sealed class WatchTargets(IWatchStore store)
{
    private const int MaxTries = 5;

    /// <summary>The tag as it was kept.</summary>
    /// <exception cref="EngineException">Others wrote again and again.</exception>
    public async Task<WatchTarget> ChangeAsync(WatchTarget known, Func<WatchTarget, WatchTarget> change, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var changed = change(known);
            if (changed == known)
            {
                return known;
            }

            if (await store.SaveTargetAsync(changed, cancellationToken))
            {
                return changed with { Revision = changed.Revision + 1 };
            }

            var kept = await store.ListTargetsAsync(known.WatchId, cancellationToken);
            known = kept.FirstOrDefault(target => target.Key == known.Key) ?? known with { Revision = 0 };
        }

        throw new EngineException(new ScanFailure(FailureKind.Internal, "what a watch knows is written by others again and again"));
    }
}
