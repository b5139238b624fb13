using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The target's file system, seen from outside: links in it are followed as the target follows them, and never out of it.</summary>
/// <param name="pid">A process of the target.</param>
internal sealed unsafe class TargetRoot(int pid = 1) : IDisposable
{
    private const int OpenAt2 = 437;
    private const ulong ResolveNoOtherMount = 0x01;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveInRoot = 0x10;

    // EXDEV.
    private const int OtherMount = 18;

    private const int MaxEntries = 4096;
    private const byte FolderType = 4;

    private readonly int _root = ProcFile.Open(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(pid, "root"u8), LibC.OpenPath | LibC.OpenDirectory);

    /// <summary>A descriptor for a path of the target, good for asking and watching but not for reading; negative when there is no such file. The caller closes it.</summary>
    public int Open(string path) => Open(path, LibC.OpenPath);

    /// <summary>True when a path leads out of the file system in which the target's root lies.</summary>
    public bool LeavesItsMount(string path)
    {
        var descriptor = Open(path, LibC.OpenPath, ResolveNoOtherMount);
        var leaves = descriptor < 0 && Marshal.GetLastPInvokeError() == OtherMount;
        if (descriptor >= 0)
        {
            _ = LibC.Close(descriptor);
        }

        return leaves;
    }

    /// <summary>The folders in a folder of the target, at most <paramref name="max"/>.</summary>
    public List<string> Folders(string path, int max)
    {
        var found = new List<string>();
        var descriptor = Open(path, LibC.OpenReadOnly | LibC.OpenDirectory | LibC.OpenNonBlocking);
        if (descriptor < 0)
        {
            return found;
        }

        const int size = 16 * 1024;
        var buffer = stackalloc byte[size];
        var entries = 0;
        nint count;
        while (found.Count < max && entries < MaxEntries && (count = LibC.ReadDirectory(descriptor, buffer, size)) > 0)
        {
            // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name.
            for (nint at = 0; at < count && found.Count < max; at += *(ushort*)(buffer + at + 16), entries++)
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19);
                if (buffer[at + 18] == FolderType && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    found.Add(Encoding.UTF8.GetString(name));
                }
            }
        }

        _ = LibC.Close(descriptor);
        return found;
    }

    private int Open(string path, int flags, ulong resolve = 0)
    {
        // struct open_how: flags, mode, resolve.
        var how = stackalloc ulong[3] { (ulong)flags | LibC.OpenCloseOnExec, 0, ResolveInRoot | ResolveNoMagicLinks | resolve };
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
