using System.Globalization;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Lays down what the inspector does not need, and takes an identity that the target does not have.</summary>
internal static unsafe class Privileges
{
    private const int SetDumpable = 4;
    private const int KeepCapabilities = 8;
    private const int SetTimerSlack = 29;
    private const int NoNewPrivileges = 38;
    private const int SysPtrace = 1 << 19;
    private const int DacReadSearch = 1 << 2;
    private const int SysBoot = 1 << 22;
    private const uint CapabilityVersion3 = 0x20080522;

    /// <summary>
    /// Becomes <paramref name="uid"/> and keeps CAP_SYS_PTRACE, CAP_DAC_READ_SEARCH and CAP_SYS_BOOT (for <see cref="TargetEnding"/>) in this thread and in those it starts.
    /// A target that is root but has no CAP_KILL can then send the inspector no signal, unless it makes itself this very user:
    /// then the inspector falls silent, and silence is not taken for quiet.
    /// </summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static void Drop(int uid)
    {
        // Short waits are to be short: the usual slack of 50 us is half of one.
        _ = LibC.ProcessControl(SetTimerSlack, 1, 0, 0, 0);
        if (uid > 0)
        {
            Become((uint)uid);
        }

        // The reason for all this is that the target's processes can be read; if they cannot, nothing will be seen.
        Span<byte> link = stackalloc byte[16];
        Errno.Check(ProcFile.ReadLink(1, "exe"u8, link), "reading the target's first process");
    }

    private static void Become(uint id)
    {
        Errno.Check(LibC.ProcessControl(KeepCapabilities, 1, 0, 0, 0), "PR_SET_KEEPCAPS");
        Errno.Check(LibC.SetGroups(0, null), "setgroups");
        Errno.Check(LibC.SetGroupIds(id, id, id), "setresgid");
        Errno.Check(LibC.SetUserIds(id, id, id), "setresuid");
        const uint kept = SysPtrace | DacReadSearch | SysBoot;
        var header = stackalloc uint[2] { CapabilityVersion3, 0 };
        var data = stackalloc uint[6] { kept, kept, 0, 0, 0, 0 };
        Errno.Check(LibC.SetCapabilities(header, data), "capset");
        Errno.Check(LibC.ProcessControl(SetDumpable, 0, 0, 0, 0), "PR_SET_DUMPABLE");
        Errno.Check(LibC.ProcessControl(NoNewPrivileges, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
        Errno.Check(LibC.GetCapabilities(header, data), "capget");
        if (data[0] != kept || data[3] != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"capabilities are {data[0]:x} and not {kept:x}"));
        }
    }
}
