using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>Steps that many tests need before they come to their own.</summary>
public static class StoreSteps
{
    private const string Owner = "test";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Claims one scan.</summary>
    public static async Task<Claimed<ScanJob>> ClaimAsync(this IScanStore store, ScanId scan, CancellationToken cancellationToken, string owner = Owner)
    {
        var claimed = await store.ClaimAsync(new ClaimWish(owner, Lease) { Only = scan.Value }, cancellationToken);
        Assert.NotNull(claimed);
        return claimed;
    }

    /// <summary>Queues, claims and finishes a scan.</summary>
    public static async Task KeepResultAsync(this IScanStore store, ScanResult result, ScanRequest request, CancellationToken cancellationToken)
    {
        await store.EnqueueAsync(result.Id, request, ScanSamples.Start, cancellationToken);
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(result, (await store.ClaimAsync(result.Id, cancellationToken)).Claim, cancellationToken));
    }

    /// <summary>An answer, as it comes when something was asked about; for a scan that nobody looks at when none is given.</summary>
    public static async Task AnswerAsync(
        this IReputationStore store, Indicator indicator, ReputationReport report, DateTimeOffset now, CancellationToken cancellationToken, DateTimeOffset? askAgainAt = null)
    {
        await store.EnqueueAsync(ScanSamples.Id(999_999), [new WantedLookup(indicator, 1_000, MustAsk: true)], isInteractive: true, "slack:T1/U1", now, cancellationToken);
        var claimed = await store.ClaimAsync(new ClaimWish(Owner, Lease), cancellationToken);
        Assert.Equal(indicator, claimed?.Item.Indicator);
        Assert.Equal(LeaseAnswer.Held, await store.AnswerAsync(claimed!.Claim, indicator, report, askAgainAt, now, cancellationToken));
    }
}
