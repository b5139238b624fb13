using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Honeytokens that are read, and executables that are opened: a process too short for the process table leaves at least
/// the name of its file here.
/// </summary>
/// <remarks>
/// The kernel's own records of short processes cannot be had here: the proc connector answers only in the first PID
/// namespace, audit only to its owner, and fanotify's marks on a whole mount need CAP_SYS_ADMIN.
/// </remarks>
internal sealed unsafe class FileWatch(IEventSink sink, Drops drops)
{
    private const uint Access = 0x1;
    private const uint Opened = 0x20;
    private const uint Overflow = 0x4000;
    private const int MaxTold = 2048;
    private const int BufferBytes = 64 * 1024;
    private const string Root = "/proc/1/root";

    private static readonly string[] Folders =
    [
        "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/tmp", "/var/tmp", "/dev/shm", "/run", "/opt", "/root", "/app",
    ];

    private readonly Dictionary<int, (string Path, string? Token)> _watches = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _fd = -1;

    public void Start(IReadOnlyDictionary<string, string> tokenFiles)
    {
        _fd = LibC.InotifyInit(LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
        if (_fd < 0)
        {
            throw new InvalidOperationException($"inotify: error {Marshal.GetLastPInvokeError()}");
        }

        foreach (var folder in Folders)
        {
            // Missing in this image: nothing can be run from there yet.
            _ = Add(folder, Opened, null);
        }

        foreach (var (path, token) in tokenFiles)
        {
            if (!Add(path, Opened | Access, token))
            {
                sink.Write(new FailureEvent("honeytoken", TargetText.Cut($"{path} cannot be watched")));
            }
        }
    }

    public void Scan()
    {
        nint count;
        fixed (byte* p = _buffer)
        {
            while ((count = LibC.Read(_fd, p, BufferBytes)) > 0)
            {
                Handle(_buffer.AsSpan(0, (int)count));
            }
        }
    }

    private bool Add(string path, uint mask, string? token)
    {
        var watch = LibC.InotifyAddWatch(_fd, Root + path, mask);
        if (watch < 0)
        {
            return false;
        }

        // /bin may be a link to /usr/bin: one watch then, under the first name.
        _watches.TryAdd(watch, (path, token));
        return true;
    }

    private void Handle(ReadOnlySpan<byte> events)
    {
        while (events.Length >= 16)
        {
            // struct inotify_event: watch 4, mask 4, cookie 4, length 4, name.
            var watch = BinaryPrimitives.ReadInt32LittleEndian(events);
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(events[4..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(events[12..]);
            var name = Encoding.UTF8.GetString(events.Slice(16, length).TrimEnd((byte)0));
            events = events[(16 + length)..];
            if ((mask & Overflow) != 0)
            {
                drops.Add("opened");
            }
            else if (_watches.TryGetValue(watch, out var target))
            {
                Tell(target.Path, target.Token, name);
            }
        }
    }

    private void Tell(string folder, string? token, string name)
    {
        var path = name.Length == 0 ? folder : folder + "/" + name;
        if (_told.Contains(path) || (token is null && (name.Length == 0 || !IsExecutable(path))))
        {
            return;
        }

        if (_told.Count >= MaxTold)
        {
            drops.Add("opened");
            return;
        }

        _told.Add(path);
        sink.Write(new OpenedEvent(TargetText.Cut(path), token is null ? "executable" : "honeytoken", token));
    }

    // It may be gone already: in a place for temporary files that alone is worth telling.
    private static bool IsExecutable(string path)
    {
        try
        {
            var mode = File.GetUnixFileMode(Root + path);
            return (mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None && !Directory.Exists(Root + path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/var/tmp/", StringComparison.Ordinal)
                || path.StartsWith("/dev/shm/", StringComparison.Ordinal);
        }
    }
}
