using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Tests;

/// <summary>Scans that go as a test says.</summary>
internal sealed class FakeScanService : IScanService
{
    public Dictionary<string, ScanResult> Results { get; } = [];

    public List<ScanRequest> Requests { get; } = [];

    public List<ScanId> Cancelled { get; } = [];

    public bool Joined { get; init; }

    public int Position { get; init; }

    public Exception? SubmitError { get; init; }

    public Func<ScanId, IAsyncEnumerable<ScanProgress>> Progress { get; init; } = _ => Nothing();

    public Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        var job = new ScanJob { Id = Sample.Id, Request = request, State = ScanState.Queued, CreatedAt = DateTimeOffset.UnixEpoch };
        return SubmitError is null ? Task.FromResult(new EnqueuedScan(job, Joined, Position)) : Task.FromException<EnqueuedScan>(SubmitError);
    }

    public IAsyncEnumerable<ScanProgress> WatchAsync(ScanId scan, CancellationToken cancellationToken) => Progress(scan);

    public Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult(Results.GetValueOrDefault(scan.Value));

    public string? Requester { get; set; } = "test:T1/C1/U1";

    public ScanRequest? Request { get; set; }

    public Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult(Request ?? Requests.LastOrDefault());

    public Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken) => Task.FromResult(Requester);

    public Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken)
        => Task.FromResult(Results.GetValueOrDefault(reference.ToString()));

    /// <summary>What is found behind a newer one that failed.</summary>
    public ScanResult? Had { get; set; }

    public Task<ScanResult?> FindLatestHadAsync(ImageReference reference, CancellationToken cancellationToken) => Task.FromResult(Had);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => Task.FromResult(new QueueDepth(3, 1));

    public CancelAnswer CancelAnswer { get; set; } = CancelAnswer.Cancelled;

    public Task<CancelAnswer> CancelAsync(ScanId scan, CancellationToken cancellationToken)
    {
        Cancelled.Add(scan);
        return Task.FromResult(CancelAnswer);
    }

    private static async IAsyncEnumerable<ScanProgress> Nothing([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield break;
    }
}
