using DockerScan.Scanners.Sandbox.Places;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>A machine whose load a test sets. It has two processors, and a hundred ticks of each pass from one look to the next.</summary>
internal sealed class FakeMachine : IMachine
{
    private const int Ticks = 100;
    private long _idle;
    private long _all;

    public bool IsReadable { get; set; } = true;

    public long AvailableMiB { get; set; } = 8192;

    /// <summary>How many of the two have nothing to do.</summary>
    public double Idle { get; set; } = 2;

    public int Looks { get; private set; }

    public MachineLoad? Read()
    {
        Looks++;
        _idle += (long)(Idle * Ticks);
        _all += 2 * Ticks;
        return IsReadable ? new MachineLoad(AvailableMiB << 20, _idle, _all, 2) : null;
    }
}
