using System.Runtime.Versioning;

// The sentinel is the kernel's next neighbour: netlink, packet sockets and /proc are Linux's.
[assembly: SupportedOSPlatform("linux")]
