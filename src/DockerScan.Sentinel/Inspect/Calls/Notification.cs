using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>struct seccomp_notif (linux/seccomp.h): a call that waits for an answer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Notification
{
    public const int Arguments = 6;

    public ulong Id;

    /// <summary>The calling thread, in this PID namespace; 0 when it is in none that is seen from here.</summary>
    public int Thread;

    public uint Flags;
    public int Number;
    public uint Architecture;
    public ulong InstructionPointer;
    public fixed ulong Argument[Arguments];
}
