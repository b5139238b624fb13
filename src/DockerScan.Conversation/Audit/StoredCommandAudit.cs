using System.Threading.Channels;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Stores;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Audit;

/// <summary>
/// Audits into the log at once, and into the store a moment later, many in one write: hundreds of commands a second must not wait for
/// the disk. What the store does not take is in the log, and the log says how many those are.
/// </summary>
internal sealed class StoredCommandAudit : ICommandAudit, IAsyncDisposable
{
    /// <summary>How many may wait.</summary>
    internal const int Capacity = 4096;

    private const int MaxText = 200;
    private const int Batch = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly Channel<AuditedCommand> _waiting = Channel.CreateBounded<AuditedCommand>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly RefusalCounts _refusals = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _limit = new();
    private readonly IAuditStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lazy<Task> _writing;
    private DateTimeOffset _nextPrune = DateTimeOffset.MinValue;
    private int _lost;

    public StoredCommandAudit(IAuditStore store, TimeProvider time, ILogger<StoredCommandAudit> logger)
        => (_store, _time, _logger, _writing) = (store, time, logger, new Lazy<Task>(() => Task.Run(WriteAllAsync)));

    public Task RecordAsync(CommandAuditEntry entry, CancellationToken cancellationToken)
    {
        var request = entry.Request;
        AuditedCommand? command = new AuditedCommand(
            entry.At, Clean(request.Platform), Clean(request.Place), Clean(request.User), Clean(entry.Command), entry.Outcome.ToString().ToLowerInvariant(),
            entry.ErrorId, (long)entry.Duration.TotalMilliseconds)
        {
            Subject = Clean(entry.Subject),
            Scan = entry.Scan,
        };
        command = entry.Outcome == CommandOutcome.Refused ? _refusals.Take(command) : command;
        if (command is null)
        {
            return Task.CompletedTask;
        }

        Log.CommandAudited(_logger, entry.Command, request.RequestedBy, entry.Outcome, entry.Duration.TotalMilliseconds, entry.ErrorId);
        if (!_waiting.Writer.TryWrite(command))
        {
            Interlocked.Increment(ref _lost);
        }

        _ = _writing.Value;
        return Task.CompletedTask;
    }

    /// <summary>Writes what waits, within five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ending.CancelAsync();
        _limit.CancelAfter(Farewell);
        if (_writing.IsValueCreated)
        {
            await _writing.Value;
        }

        _ending.Dispose();
        _limit.Dispose();
    }

    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await Task.Delay(Gather, _time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync();
        }

        await AppendAsync([.. _refusals.Drain(_time.GetUtcNow(), all: true)]);
        TellLost();
    }

    private async Task WriteAsync()
    {
        List<AuditedCommand> batch = [.. _refusals.Drain(_time.GetUtcNow())];
        while (batch.Count < Batch && _waiting.Reader.TryRead(out var next))
        {
            batch.Add(next);
        }

        await AppendAsync(batch);
        TellLost();
        var now = _time.GetUtcNow();
        if (now >= _nextPrune)
        {
            _nextPrune = now + PruneInterval;
            await TryAsync(() => _store.PruneAsync(now, _limit.Token));
        }
    }

    private async Task AppendAsync(List<AuditedCommand> batch)
    {
        if (batch.Count > 0 && !await TryAsync(() => _store.AppendAsync(batch, _limit.Token)))
        {
            Interlocked.Add(ref _lost, batch.Count);
        }
    }

    private async Task<bool> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return true;
        }
        catch (Exception e)
        {
            // The boundary of the loop: what breaks one write must not end all later ones.
            Log.AuditNotStored(_logger, e);
            return false;
        }
    }

    private void TellLost()
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
        {
            Log.AuditOnlyLogged(_logger, lost);
        }
    }

    private static string Clean(string text) => DisplayText.Clean(text, MaxText);
}
