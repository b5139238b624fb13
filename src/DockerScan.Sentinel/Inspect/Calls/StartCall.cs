using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>The arguments of execve and execveat.</summary>
/// <param name="Folder">Where a relative path begins; <see cref="StartPath.CurrentFolder"/> for the working folder.</param>
/// <param name="Path">Where the path stands.</param>
/// <param name="Arguments">Where the pointers to the words stand.</param>
/// <param name="Is32">True when pointers have 32 bits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StartCall(int Folder, ulong Path, ulong Arguments, bool Is32);
