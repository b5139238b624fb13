using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Lays down what the inspector does not need, and takes an identity that the target does not have.</summary>
internal static unsafe class Privileges
{
    private const int KeepCapabilities = 8;
    private const int SysPtrace = 1 << 19;
    private const int DacReadSearch = 1 << 2;
    private const uint CapabilityVersion3 = 0x20080522;

    /// <summary>
    /// Becomes <paramref name="uid"/> and keeps CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH in this thread and in those it starts.
    /// A target that is root but has no CAP_KILL can then send the inspector no signal.
    /// </summary>
    /// <exception cref="InvalidOperationException">The kernel refused.</exception>
    public static void Drop(int uid)
    {
        if (uid <= 0)
        {
            return; // Not asked for.
        }

        var id = (uint)uid;
        Check(LibC.ProcessControl(KeepCapabilities, 1, 0, 0, 0), "PR_SET_KEEPCAPS");
        Check(LibC.SetGroups(0, null), "setgroups");
        Check(LibC.SetGroupIds(id, id, id), "setresgid");
        Check(LibC.SetUserIds(id, id, id), "setresuid");
        var header = stackalloc uint[2] { CapabilityVersion3, 0 };
        var data = stackalloc uint[6] { SysPtrace | DacReadSearch, SysPtrace | DacReadSearch, 0, 0, 0, 0 };
        Check(LibC.SetCapabilities(header, data), "capset");
    }

    private static void Check(int result, string call)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"{call}: error {Marshal.GetLastPInvokeError()}");
        }
    }
}
