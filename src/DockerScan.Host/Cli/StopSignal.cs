using System.Runtime.InteropServices;

namespace DockerScan.Host.Cli;

/// <summary>Remembers which signal asked this program to end. What is done about it is System.CommandLine's.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration _terminate;
    private volatile bool _isTerminated;

    public StopSignal() => _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _isTerminated = true);

    /// <summary>128 + SIGTERM after that one; 128 + SIGINT otherwise.</summary>
    public int ExitCode => _isTerminated ? ExitCodes.Terminated : ExitCodes.Interrupted;

    public void Dispose() => _terminate.Dispose();
}
