using System.Buffers.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Tells when the kernel refuses the target something at a limit: the counters of the target's own control group, as the target sees them, and its open files.</summary>
/// <remarks>The counters are opened before the target runs: later its first process may have taken another root, in which there are others or none.</remarks>
internal sealed class LimitWatch(IEventSink sink, int maxOpenFiles) : IDisposable
{
    // Version 1 first, then version 2. The target sees its own group there and can change nothing: sysfs is read-only to it.
    private static readonly (string What, byte[] Key, byte[][] Files)[] Counters =
    [
        (LimitEvent.Processes, "max "u8.ToArray(), ["/proc/1/root/sys/fs/cgroup/pids/pids.events\0"u8.ToArray(), "/proc/1/root/sys/fs/cgroup/pids.events\0"u8.ToArray()]),
        (LimitEvent.Memory, "oom_kill "u8.ToArray(), ["/proc/1/root/sys/fs/cgroup/memory/memory.oom_control\0"u8.ToArray(), "/proc/1/root/sys/fs/cgroup/memory.events\0"u8.ToArray()]),
    ];

    private readonly int[] _descriptors = [.. Counters.Select(counter => counter.Files.Select(file => ProcFile.Open(file, LibC.OpenReadOnly)).Where(descriptor => descriptor >= 0).DefaultIfEmpty(-1).First())];
    private readonly long[] _told = new long[Counters.Length];
    private bool _hasToldFiles;

    /// <summary>Looks once, and tells what has grown.</summary>
    public void Look(Tracked[] processes)
    {
        for (var i = 0; i < Counters.Length; i++)
        {
            if (Count(_descriptors[i], Counters[i].Key) is var count && count > _told[i])
            {
                _told[i] = count;
                sink.Write(new LimitEvent(Counters[i].What, count));
            }
        }

        if (!_hasToldFiles && maxOpenFiles > 0 && processes.Any(HasAllFilesOpen))
        {
            _hasToldFiles = true;
            sink.Write(new LimitEvent(LimitEvent.Files, maxOpenFiles));
        }
    }

    public void Dispose()
    {
        foreach (var descriptor in _descriptors.Where(each => each >= 0))
        {
            _ = LibC.Close(descriptor);
        }
    }

    /// <summary>The number behind a key that begins a line; 0 without one.</summary>
    public static long Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.StartsWith(key))
            {
                return Utf8Parser.TryParse(line[key.Length..], out long value, out _) ? value : 0;
            }
        }

        return 0;
    }

    private static unsafe long Count(int descriptor, ReadOnlySpan<byte> key)
    {
        const int size = 512;
        var buffer = stackalloc byte[size];
        var read = descriptor < 0 ? 0 : LibC.ReadAt(descriptor, buffer, size, 0);
        return read > 0 ? Value(new ReadOnlySpan<byte>(buffer, (int)read), key) : 0;
    }

    // Newer kernels (6.2) give the number of open files as the folder's size; older ones give 0, and it is not seen.
    private bool HasAllFilesOpen(Tracked process)
        => FileIdentity.Of(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(process.Pid, "fd"u8)) is { } folder && folder.Size >= maxOpenFiles;
}
