using System.Buffers.Binary;
using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Honeytokens that are read, and executables that are opened: a process too short for the process table leaves at least
/// the name of its file here. An event also wakes the inspector, so that the process table is read at that moment.
/// </summary>
/// <remarks>
/// The kernel's own records of short processes cannot be had here. The proc connector refuses a socket outside the first network
/// namespace (ECONNREFUSED) and tells only the first PID namespace. Fanotify: the engine's usual seccomp profile has no
/// fanotify_init without CAP_SYS_ADMIN (EPERM); without that profile FAN_OPEN_EXEC on folders works, on whole mounts it does not,
/// and on folders it says little more than inotify does.
/// </remarks>
internal sealed unsafe class FileWatch(IEventSink sink, Drops drops, TargetRoot root) : IDisposable
{
    private const uint Access = 0x1;
    private const uint MovedTo = 0x80;
    private const uint Created = 0x100;
    private const uint Opened = 0x20;
    private const uint Overflow = 0x4000;
    private const uint Ignored = 0x8000;
    private const uint IsFolder = 0x4000_0000;

    private const int MaxTold = 2048;
    private const int MaxFolders = 512;
    private const int MaxSearchPaths = 32;
    private const int MaxPathBytes = 1024;
    private const int MaxReads = 4;
    private const int BufferBytes = 64 * 1024;
    private const int Misses = 256;
    private const int MissMs = 100;

    // Where programs are, and where code is put at run time.
    private static readonly string[] Folders =
        ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt", "/app", "/root", "/home", "/", "/usr/libexec"];

    private static readonly string[] Temporary = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/var/run"];

    // The kernel opens one of these for each program that is not static, wherever that is: worth a look, not worth telling.
    private static readonly string[] Loaders =
        ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux.so.2", "/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1"];

    private readonly Dictionary<int, (string Path, string? Token, bool IsTemporary)> _watches = [];
    private readonly HashSet<ulong> _told = [];
    private readonly (ulong Mark, long Ms)[] _missed = new (ulong, long)[Misses];
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Readable when there is an event.</summary>
    public int Descriptor { get; private set; } = -1;

    public void Start(IReadOnlyDictionary<string, string> tokenFiles, IEnumerable<string> searchPath)
    {
        Descriptor = Errno.Check(LibC.InotifyInit(LibC.OpenNonBlocking | LibC.OpenCloseOnExec), "inotify");

        // The tokens first: a watch on the same file twice would keep its first name.
        foreach (var (path, token) in tokenFiles)
        {
            if (!Add(path, Opened | Access, token, isTemporary: false))
            {
                sink.Write(new FailureEvent("honeytoken", TargetText.Cut($"{path} cannot be watched: {Errno.Name(Errno.Last)}")));
            }
        }

        foreach (var loader in Loaders)
        {
            _ = Add(loader, Opened, null, isTemporary: false);
        }

        foreach (var folder in Temporary)
        {
            AddTemporary(folder);
        }

        // Missing in this image: nothing can be run from there yet.
        foreach (var folder in Folders.Concat(searchPath.Where(each => each.StartsWith('/') && each.Length < MaxPathBytes).Take(MaxSearchPaths)))
        {
            _ = Add(folder.Length > 1 ? folder.TrimEnd('/') : folder, Opened, null, isTemporary: false);
        }
    }

    /// <summary>Tells what happened; true when an executable was opened.</summary>
    public bool Scan()
    {
        var isActive = false;
        fixed (byte* p = _buffer)
        {
            nint count;
            for (var i = 0; i < MaxReads && (count = LibC.Read(Descriptor, p, BufferBytes)) > 0; i++)
            {
                isActive |= Handle(_buffer.AsSpan(0, (int)count));
            }
        }

        return isActive;
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }

    // With the folders in it: "mkdir -p" is faster than we are. More than the bound is no loss that is counted: programs that
    // unpack themselves make thousands, and what runs there is still seen as a process.
    private void AddTemporary(string folder)
    {
        var waiting = new Queue<string>([folder]);
        while (_watches.Count < MaxFolders && waiting.TryDequeue(out var next))
        {
            if (Add(next, Opened | Created | MovedTo, null, isTemporary: true))
            {
                foreach (var name in root.Folders(next, MaxFolders - _watches.Count))
                {
                    waiting.Enqueue(next + "/" + name);
                }
            }
        }
    }

    private bool Add(string path, uint mask, string? token, bool isTemporary)
    {
        var file = root.Open(path);
        if (file < 0)
        {
            return false;
        }

        int watch;
        fixed (byte* link = Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/self/fd/{file}\0")))
        {
            // Added to what is watched already: /bin may be a link to /usr/bin.
            const uint add = 0x2000_0000;
            watch = LibC.InotifyAddWatch(Descriptor, link, mask | add);
        }

        _ = LibC.Close(file);
        if (watch < 0)
        {
            return false;
        }

        _watches.TryAdd(watch, (path, token, isTemporary));
        return true;
    }

    private bool Handle(ReadOnlySpan<byte> events)
    {
        var isActive = false;
        while (events.Length >= 16)
        {
            // struct inotify_event: watch 4, mask 4, cookie 4, length 4, name.
            var watch = BinaryPrimitives.ReadInt32LittleEndian(events);
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(events[4..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(events[12..]);
            var name = events.Slice(16, length).TrimEnd((byte)0);
            events = events[(16 + length)..];
            if ((mask & Overflow) != 0)
            {
                drops.Add("opened");
            }
            else if ((mask & Ignored) != 0)
            {
                _watches.Remove(watch);
            }
            else if (_watches.TryGetValue(watch, out var target))
            {
                isActive |= One(watch, target, mask, name);
            }
        }

        return isActive;
    }

    private bool One(int watch, (string Path, string? Token, bool IsTemporary) target, uint mask, ReadOnlySpan<byte> name)
    {
        if ((mask & IsFolder) != 0)
        {
            if (target.IsTemporary && (mask & (Created | MovedTo)) != 0)
            {
                AddTemporary(PathOf(target.Path, name));
            }

            return false;
        }

        if ((mask & (Opened | Access)) == 0)
        {
            return false;
        }

        if (target.Token is null && name.Length == 0)
        {
            return true; // A loader, or a folder itself.
        }

        return Tell(target, Mark.Add(Mark.Add(1, (ulong)watch), name), name);
    }

    private bool Tell((string Path, string? Token, bool IsTemporary) target, ulong mark, ReadOnlySpan<byte> name)
    {
        if (_told.Contains(mark))
        {
            return target.Token is null;
        }

        var now = Monotonic.Ms;
        ref var missed = ref _missed[mark % Misses];
        if (missed.Mark == mark && now - missed.Ms < MissMs)
        {
            return false;
        }

        var path = PathOf(target.Path, name);
        if (target.Token is null && !IsExecutable(path, target.IsTemporary))
        {
            missed = (mark, now);
            return false;
        }

        if (_told.Count >= MaxTold)
        {
            missed = (mark, now);
            drops.Add("opened");
            return true;
        }

        _told.Add(mark);
        sink.Write(new OpenedEvent(TargetText.Cut(path), target.Token is null ? "executable" : "honeytoken", target.Token));
        return true;
    }

    // It may be gone already: in a place for temporary files that alone is worth telling.
    private bool IsExecutable(string path, bool isTemporary)
        => root.Find(path) is { } file ? file.IsExecutable : isTemporary && !path.StartsWith("/dev/", StringComparison.Ordinal);

    private static string PathOf(string folder, ReadOnlySpan<byte> name)
        => name.Length == 0 ? folder : (folder == "/" ? string.Empty : folder) + "/" + Encoding.UTF8.GetString(name);
}
