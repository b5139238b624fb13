using System.Threading.Channels;
using DockerScan.Core.Stores;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Replay;

/// <summary>
/// Takes each signed request once, also over a restart. Answered from memory, for a platform waits; written a moment later, many at once.
/// Before the first answer it is read what the process before took. What cannot be told is not taken.
/// </summary>
/// <param name="source">Whose requests.</param>
/// <param name="keep">How long one counts: as long as its own time could pass for ours.</param>
/// <param name="capacity">How many are remembered at once.</param>
/// <param name="store">Where they outlive the process.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class ReplayGuard(string source, TimeSpan keep, int capacity, IReplayStore store, TimeProvider time, ILogger<ReplayGuard> logger) : IAsyncDisposable
{
    private const int Batch = 1000;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly RecentKeys<string> _recent = new(keep, capacity, time);
    private readonly Channel<SeenRequest> _waiting = Channel.CreateBounded<SeenRequest>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly SemaphoreSlim _loading = new(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _limit = new();
    private Task? _writing;
    private volatile bool _isLoaded;

    /// <summary>What became of a request with a good signature.</summary>
    public async Task<RecentKeyResult> AddAsync(string key, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return RecentKeyResult.Full;
        }

        var result = _recent.Add(key);
        if (result == RecentKeyResult.New && !_waiting.Writer.TryWrite(new SeenRequest(key, time.GetUtcNow() + keep)))
        {
            Log.NotKept(logger, 1, null);
        }

        return result;
    }

    /// <summary>Writes what waits, within five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ending.CancelAsync();
        _limit.CancelAfter(Farewell);
        if (_writing is { } writing)
        {
            await writing;
        }

        _loading.Dispose();
        _ending.Dispose();
        _limit.Dispose();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return true;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (!_isLoaded)
            {
                foreach (var seen in await store.ListAsync(source, time.GetUtcNow(), capacity, cancellationToken))
                {
                    _recent.Add(seen.Key, seen.Until);
                }

                _writing = Task.Run(WriteAllAsync, CancellationToken.None);
                _isLoaded = true;
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary: whoever asks is refused, and the next one finds out whether the store is back.
            Log.NotRead(logger, e);
            return false;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await Task.Delay(Gather, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            List<SeenRequest> batch = [];
            while (batch.Count < Batch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            try
            {
                await store.AddAsync(source, batch, time.GetUtcNow(), _limit.Token);
            }
            catch (Exception e)
            {
                // The boundary of the loop: in this process they are known all the same.
                Log.NotKept(logger, batch.Count, e);
            }
        }
    }
}
