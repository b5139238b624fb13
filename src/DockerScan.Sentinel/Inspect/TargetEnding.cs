using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Ends every process of the target at once, from inside its PID namespace: reboot(2) there ends process 1, and with it all
/// others. It needs no right to signal anybody.
/// </summary>
internal static partial class TargetEnding
{
    // linux/reboot.h
    private const int PowerOff = 0x4321FEDC;

    // include/linux/proc_ns.h, PROC_PID_INIT_INO: the machine's own namespace, where the same call would switch it off.
    private const string MachineNamespace = "pid:[4026531836]";

    private const int StackSize = 64 * 1024;
    private const int PatienceMs = 500;

    /// <summary>
    /// Ends this process too where it works, unless the target is frozen: then all but this end when it is thawed, and this goes on.
    /// False when it must not be done, or the kernel refused.
    /// </summary>
    /// <param name="isTarget">True when process 1 is known to be the target's.</param>
    public static bool TryEndAll(bool isTarget)
    {
        if (!isTarget || !IsOwnNamespace())
        {
            return false;
        }

        // The call ends the thread that makes it, by itself and at once: a process that loses its first one so would never end.
        using var caller = new ManualResetEventSlim();
        var (id, isRefused) = (0, false);
        new Thread(
            () =>
            {
                id = LibC.ThreadId();
                caller.Set();
                _ = Reboot(PowerOff);
                Volatile.Write(ref isRefused, true);
            },
            StackSize) { IsBackground = true }.Start();
        caller.Wait();
        var end = Monotonic.Ms + PatienceMs;
        Span<byte> buffer = stackalloc byte[16];
        while (!Volatile.Read(ref isRefused) && Monotonic.Ms < end)
        {
            if (ProcFile.Read(id, "comm"u8, buffer) < 0)
            {
                return true;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>True when this is some container's PID namespace; false when it is the machine's, or not known.</summary>
    public static bool IsOwnNamespace()
    {
        Span<byte> buffer = stackalloc byte[64];
        var count = ProcFile.ReadLink("/proc/self/ns/pid\0"u8, buffer);
        var name = count > 0 ? Encoding.ASCII.GetString(buffer[..count]) : string.Empty;
        return name.StartsWith("pid:[", StringComparison.Ordinal) && name != MachineNamespace;
    }

    [LibraryImport("libc", EntryPoint = "reboot")]
    private static partial int Reboot(int command);
}
