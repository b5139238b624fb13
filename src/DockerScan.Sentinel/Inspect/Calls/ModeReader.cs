using System.Text;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>The file to which a call gives set-uid or set-gid bits, or the device node that it makes.</summary>
internal sealed class ModeReader(TargetRoot root)
{
    private const int MaxPath = 4096;
    private const uint TypeBits = 0xF000;
    private const uint BlockDevice = 0x6000;
    private const uint CharacterDevice = 0x2000;
    private const uint MemoryMajor = 1;

    private readonly byte[] _path = new byte[MaxPath];

    /// <summary>What the call is about; its path is null when that cannot be read.</summary>
    internal readonly record struct Change(string? Path, bool IsDevice, bool IsBlock, uint Major, uint Minor);

    /// <summary>Null for what nobody needs to look at: a folder, or a device that is in every container.</summary>
    public Change? Read(Caller caller, in Notification call, ModeCall kind)
    {
        var mode = (uint)ContactReader.Argument(call, kind.Mode);
        var isDevice = kind.Device >= 0 && (mode & TypeBits) is BlockDevice or CharacterDevice;
        if (!isDevice && (mode & GateFilter.SetIds) == 0)
        {
            return null;
        }

        var device = isDevice ? (uint)ContactReader.Argument(call, kind.Device) : 0;
        var (major, minor) = ((device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00));
        var isBlock = (mode & TypeBits) == BlockDevice;
        // Memory, kernel memory, ports: a character device that is worth a disk.
        if (isDevice && !isBlock && !(major == MemoryMajor && minor is 1 or 2 or 4))
        {
            return null;
        }

        var place = new StartPath(caller.Pid, kind.Folder < 0 ? StartPath.CurrentFolder : (int)ContactReader.Argument(call, kind.Folder));
        var length = kind.Path < 0 ? 0 : TargetMemory.ReadText(call.Thread, ContactReader.Argument(call, kind.Path), _path);
        if (length < 0)
        {
            return new Change(null, isDevice, isBlock, major, minor);
        }

        var path = Name(place, Encoding.UTF8.GetString(_path.AsSpan(0, length)), out var isFolder);
        return isFolder ? null : new Change(path, isDevice, isBlock, major, minor);
    }

    // What is not there yet is named by the folder in which it will be.
    private string? Name(StartPath place, string path, out bool isFolder)
    {
        var descriptor = place.Open(root, path);
        if (descriptor >= 0)
        {
            isFolder = FileIdentity.Of(descriptor) is { IsFolder: true };
            return Close(descriptor);
        }

        isFolder = false;
        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? "." : slash == 0 ? "/" : path[..slash];
        descriptor = path.Length == 0 ? -1 : place.Open(root, folder);
        return descriptor < 0 || Close(descriptor) is not { } parent ? null : parent.TrimEnd('/') + "/" + path[(slash + 1)..];
    }

    private string? Close(int descriptor)
    {
        var length = ProcFile.ReadLink(new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(Environment.ProcessId, descriptor), _path);
        _ = LibC.Close(descriptor);
        return length <= 0 ? null : TargetText.Cut(Encoding.UTF8.GetString(_path.AsSpan(0, length)));
    }
}
