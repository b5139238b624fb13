using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Gate.Filter;

/// <summary>What came of laying the filter.</summary>
/// <param name="Mode">One of the words below.</param>
/// <param name="Listener">The descriptor over which calls are told; -1 without.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilterLaid(byte Mode, int Listener)
{
    /// <summary>Calls are told before they happen.</summary>
    public const byte WithListener = (byte)'n';

    /// <summary>It only refuses: the kernel or the runtime has no listener to give, or somebody else has it.</summary>
    public const byte Alone = (byte)'f';

    /// <summary>There is none.</summary>
    public const byte None = (byte)'-';
}
