using System.Runtime.InteropServices;

namespace DockerScan.Host.Cli;

/// <summary>
/// Ctrl-C (SIGINT) and SIGTERM: the first one asks everything to clean up and end, and is remembered before anybody hears of
/// it, so that the exit status tells which it was. The second one ends the program at once, as it would any other.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    // A sandbox's removal takes 30 s at most, and so does that of the container that an image is read from.
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(75);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _overdue = new();
    private readonly PosixSignalRegistration[] _signals;
    private int _exitCode;

    public StopSignal()
        => _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = TryTake(ExitCodes.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = TryTake(ExitCodes.Terminated)),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Cancelled when cleaning up takes longer than it may, 75 s.</summary>
    public CancellationToken Overdue => _overdue.Token;

    /// <summary>128 + the number of the first signal; that of SIGINT when there was none.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode) is not 0 and var code ? code : ExitCodes.Interrupted;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
        _overdue.Dispose();
    }

    /// <summary>Takes a signal. False for the second one, which is the system's to handle.</summary>
    internal bool TryTake(int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            return false;
        }

        _overdue.CancelAfter(CleanUpLimit);
        _stop.Cancel();
        return true;
    }
}
