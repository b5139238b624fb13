using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>struct seccomp_notif_resp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NotificationAnswer
{
    public ulong Id;
    public long Value;
    public int Error;
    public uint Flags;
}
