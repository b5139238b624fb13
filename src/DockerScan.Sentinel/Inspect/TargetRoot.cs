using System.Text;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The target's file system, seen from outside: links in it are followed as the target follows them, and never out of it.</summary>
internal sealed unsafe class TargetRoot : IDisposable
{
    private const int OpenAt2 = 437;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveInRoot = 0x10;

    private readonly int _root = ProcFile.Open("/proc/1/root\0"u8, LibC.OpenPath | LibC.OpenDirectory);

    /// <summary>A descriptor for a path of the target, good for asking and watching but not for reading; negative when there is no such file. The caller closes it.</summary>
    public int Open(string path)
    {
        // struct open_how: flags, mode, resolve.
        var how = stackalloc ulong[3] { LibC.OpenPath | LibC.OpenCloseOnExec, 0, ResolveInRoot | ResolveNoMagicLinks };
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return (int)LibC.SystemCall(OpenAt2, _root, (nint)p, (nint)how, 3 * sizeof(ulong));
        }
    }

    /// <summary>What a path of the target is; null when there is no such file.</summary>
    public FileIdentity? Find(string path)
    {
        var descriptor = Open(path);
        if (descriptor < 0)
        {
            return null;
        }

        var found = FileIdentity.Of(descriptor);
        _ = LibC.Close(descriptor);
        return found;
    }

    public void Dispose()
    {
        if (_root >= 0)
        {
            _ = LibC.Close(_root);
        }
    }
}
