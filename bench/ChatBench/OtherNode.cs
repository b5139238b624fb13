using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatBench;

/// <summary>The store of a program that serves, used as other nodes of the installation use it: a scheduler asks for scans, workers claim them.</summary>
internal sealed class OtherNode : IAsyncDisposable
{
    private static readonly ClaimWish Wish = new("bench", TimeSpan.FromHours(1));
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    private readonly ServiceProvider _services;
    private readonly IScanStore _scans;

    public OtherNode(string data)
    {
        _services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .Configure<StorageOptions>(storage => storage.Path = Path.Combine(data, "dockerscan.db"))
            .AddSqliteStore()
            .BuildServiceProvider();
        _scans = _services.GetRequiredService<IScanStore>();
    }

    /// <summary>Asks for scans of as many images, as a schedule does.</summary>
    public async Task QueueAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var request = new ScanRequest(ImageReference.Parse(FormattableString.Invariant($"bench/watched:{number}")), null, new ScanOptions(), "schedule") { Priority = ScanPriority.Schedule };
            await _scans.EnqueueAsync(ScanId.Parse(FormattableString.Invariant($"watched{number:D5}")), request, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        }
    }

    /// <summary>Until so many wait.</summary>
    /// <exception cref="OperationCanceledException">They do not.</exception>
    public async Task UntilQueuedAsync(int count, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        while ((await _scans.GetDepthAsync(late.Token)).Queued < count)
        {
            await Task.Delay(Often, late.Token);
        }
    }

    /// <summary>The scan whose turn it is.</summary>
    public async Task<Claimed<ScanJob>> ClaimAsync() => await _scans.ClaimAsync(Wish, CancellationToken.None) ?? throw new InvalidOperationException("nothing waits");

    /// <summary>Writes how far a scan is.</summary>
    public async Task ReportAsync(Claimed<ScanJob> claimed, IReadOnlyList<StageProgress> stages)
    {
        if (await _scans.ProgressAsync(claimed.Claim, stages, CancellationToken.None) != LeaseAnswer.Held)
        {
            throw new InvalidOperationException("the claim was lost");
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
