using DockerScan.Core.Sandbox;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox.Places;

/// <summary>
/// How many sandboxes run at once: a number when one is set, else as many as the machine holds. The first always runs; each further one waits until
/// the machine could give all of them all the memory that they may take, and had a quarter of a processor to spare for half a second.
/// </summary>
internal sealed class SandboxPlaces(IOptions<SandboxOptions> options, ISandboxEngine engine, IMachine machine, TimeProvider time) : IDisposable
{
    /// <summary>How many run at most, whatever is free.</summary>
    public const int Most = 16;

    /// <summary>How many run where the load cannot be measured: on an engine elsewhere.</summary>
    public const int Unmeasured = 2;

    /// <summary>What is left to all else, in bytes.</summary>
    public const long Reserve = 512L << 20;

    /// <summary>How many processors must have had nothing to do. With less, the watchers beside a busy target would be late.</summary>
    public const double IdleProcessors = 0.25;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly bool _isMeasured = options.Value.Concurrency == 0 && engine.IsHere && machine.Read() is not null;
    private readonly SemaphoreSlim _places = new(options.Value.Concurrency > 0 ? options.Value.Concurrency
        : engine.IsHere && machine.Read() is not null ? Most : Unmeasured);

    private int _running;

    /// <summary>Waits for a place, in the order of asking; it is given back by disposing it.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _places.WaitAsync(cancellationToken);
            var isTaken = false;
            try
            {
                while (_isMeasured && Volatile.Read(ref _running) > 0 && !await HasRoomAsync(cancellationToken))
                {
                    // The next look is the wait.
                }

                Interlocked.Increment(ref _running);
                isTaken = true;
                return new Place(this);
            }
            finally
            {
                if (!isTaken)
                {
                    _places.Release();
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _places.Dispose();
    }

    // What cannot be read once in between is no room: there is another look.
    private async Task<bool> HasRoomAsync(CancellationToken cancellationToken)
    {
        var before = machine.Read();
        await Task.Delay(Look, time, cancellationToken);
        var limit = (long)options.Value.MemoryMiB << 20;
        return before is not null && machine.Read() is { } now
            && now.AvailableBytes - Reserve >= limit * (Volatile.Read(ref _running) + 1)
            && now.IdleSince(before) >= IdleProcessors;
    }

    private sealed class Place(SandboxPlaces owner) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
            {
                Interlocked.Decrement(ref owner._running);
                owner._places.Release();
            }
        }
    }
}
