using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Pipeline;

/// <summary>Lets one scan of a target run at a time, and answers the others with its result. Works across processes, through the store.</summary>
internal sealed class TargetGate(IScanStore store, IOptions<ScanningOptions> options, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Null when this scan must run; else the result that answers it.</summary>
    public async Task<ScanResult?> EnterAsync(ScanJob job, Claim claim, TargetImage image, string reuseKey, CancellationToken cancellationToken)
    {
        var target = ReuseKeys.Target(image, job.Request.Options);
        while (true)
        {
            // A forced scan takes only a result that was made after it was asked for.
            var notBefore = job.Request.Options.Force ? job.CreatedAt : time.GetUtcNow().AddHours(-options.Value.ReuseHours);
            if (await store.FindReusableAsync(reuseKey, notBefore, cancellationToken) is { } fresh)
            {
                return fresh;
            }

            if (await store.TryTakeTargetAsync(claim, target, cancellationToken))
            {
                return null;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    /// <summary>Reads the claim again, right before something is done that cannot be taken back.</summary>
    /// <exception cref="EngineException">Another worker has the scan by now, or the store cannot be asked.</exception>
    public async Task ConfirmAsync(Claim claim, CancellationToken cancellationToken)
    {
        if (await store.RenewAsync(claim, TimeSpan.FromSeconds(options.Value.LeaseSeconds), cancellationToken) == LeaseAnswer.Stale)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, "another worker has this scan by now"));
        }
    }
}
