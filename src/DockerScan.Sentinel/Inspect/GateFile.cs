using System.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The gate's file in the target. It is of no use once the gate runs from it, and tells the target that it is watched.</summary>
internal static unsafe class GateFile
{
    /// <summary>Removes it. The name is ours alone and lies in the root folder, so that no link is followed. False when the file system does not let us.</summary>
    public static bool Remove(string path)
    {
        if (path.LastIndexOf('/') != 0)
        {
            return false;
        }

        fixed (byte* p = Encoding.UTF8.GetBytes($"/proc/1/root{path}\0"))
        {
            return LibC.Unlink(p) == 0;
        }
    }
}
