using System.Globalization;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// Counts what the target writes, by the engine's own count of its container. The machine's free space says nothing: somebody
/// else may free as much. Never more than one question at a time, and each is followed by nine times as long a rest as its
/// answer took: the engine walks the whole layer for it. What files without a name hold, which no walk finds, the inspector tells.
/// </summary>
internal sealed class WrittenWatch(ISandboxSession session, long maxBytes, TimeProvider time, Func<long>? unlinked = null)
{
    private const int Rest = 9;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    private Task<long>? _asking;
    private long _askedAt = time.GetTimestamp();
    private TimeSpan _wait = Shortest;
    private TimeSpan _longest;
    private TimeSpan _widest;
    private int _count;
    private int _failed;
    private long _counted;
    private long _most;

    /// <summary>What hosts, hostname and resolv.conf held before the target ran, in bytes.</summary>
    public long SharedBefore { get; set; }

    /// <summary>What is being asked, for whoever ends the run.</summary>
    public Task Asking => _asking ?? Task.CompletedTask;

    /// <summary>How it was counted, one line; null when there was no time to.</summary>
    public string? Note => _count + _failed == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"at most {MiB(_most)} MiB of {maxBytes >> 20}, counted {_count} times, every {Math.Max(Shortest.TotalSeconds, _widest.TotalSeconds):0.#} s at most, in {_longest.TotalMilliseconds:0} ms at most{(_failed > 0 ? $"; {_failed} times the engine did not say" : string.Empty)}");

    /// <summary>True when the engine was asked and never answered: nothing bounded what was written.</summary>
    public bool IsBlind => _failed > 0 && _count == 0;

    /// <summary>Asks when it is time to, and hears what was answered; never waits.</summary>
    /// <returns>How much it has written when that is too much; null otherwise.</returns>
    public string? Look(CancellationToken cancellationToken)
    {
        if (_asking is null && time.GetElapsedTime(_askedAt) >= _wait)
        {
            _askedAt = time.GetTimestamp();
            _asking = session.GetWrittenBytesAsync(SharedBefore, cancellationToken);
        }

        if (_asking is { IsCompleted: true } answered)
        {
            Hear(answered);
            _asking = null;
        }

        _most = Math.Max(_most, _counted + (unlinked?.Invoke() ?? 0));
        return _most > maxBytes ? $"it wrote more than {maxBytes >> 20} MiB, {MiB(_most)} MiB in all" : null;
    }

    private static string MiB(long bytes) => (bytes / 1048576.0).ToString("0.#", CultureInfo.InvariantCulture);

    private void Hear(Task<long> answered)
    {
        var took = time.GetElapsedTime(_askedAt);
        _longest = took > _longest ? took : _longest;
        _wait = took * Rest > Shortest ? took * Rest : Shortest;
        _widest = _wait > _widest ? _wait : _widest;
        if (answered.IsCompletedSuccessfully)
        {
            _count++;
            _counted = answered.GetAwaiter().GetResult();
        }
        else
        {
            // A layer of a million files takes the engine longer than a request may: what is not known is said. Whether the
            // engine is gone, the target's output and end tell.
            _ = answered.Exception;
            _failed++;
        }
    }
}
