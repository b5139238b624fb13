using System.Collections.Concurrent;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Hashes executables that are no longer in the file system, beside the scan loop.</summary>
internal sealed unsafe class ExecutableHasher(IEventSink sink, Drops drops) : IDisposable
{
    private const long MaxBytes = 64L << 20;

    // Half a minute of work for this thread, whatever the target makes up.
    private const long MaxTotalBytes = 1L << 30;
    private const int MaxWaiting = 32;
    private const int MaxKnown = 256;
    private const int ChunkBytes = 32 * 1024;

    private readonly BlockingCollection<(ProcessEvent Event, int Descriptor)> _queue = new(MaxWaiting);
    private readonly Dictionary<FileIdentity, string> _known = [];
    private readonly byte[] _buffer = new byte[ChunkBytes];
    private long _totalBytes;

    /// <summary>Opens the executable at once, because the process may end, and hashes it later. Then the event is told again, with the hash.</summary>
    public void Add(ProcessEvent e)
    {
        // Not File.OpenHandle: that takes a lock, which the target may hold already, or find.
        var descriptor = ProcFile.Open(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(e.Pid, "exe"u8), LibC.OpenReadOnly | LibC.OpenNonBlocking);
        if (descriptor < 0)
        {
            drops.Add("hashes"); // The process ended between two looks.
        }
        else if (!TryAdd(e, descriptor))
        {
            drops.Add("hashes");
        }
    }

    /// <summary>Takes an executable that is open already, and closes it in any case. False when there is no room for it.</summary>
    public bool TryAdd(ProcessEvent e, int descriptor)
    {
        if (!_queue.IsAddingCompleted && _queue.TryAdd((e, descriptor)))
        {
            return true;
        }

        _ = LibC.Close(descriptor);
        return false;
    }

    /// <summary>Works until the end of the role.</summary>
    public void Run()
    {
        foreach (var (e, descriptor) in _queue.GetConsumingEnumerable())
        {
            if (Hash(descriptor) is { } hash)
            {
                sink.Write(e with { Sha256 = hash });
            }
            else
            {
                Lose(e);
            }

            _ = LibC.Close(descriptor);
        }
    }

    /// <summary>Counts an executable that is not hashed: one that is nowhere else, or one that lies where it was started from and is not the image's as it was.</summary>
    public void Lose(ProcessEvent e) => drops.Add(e.IsDeleted || e.IsMemoryOnly ? "hashes" : "changed");

    /// <summary>Lets <see cref="Run"/> end when the queue is empty.</summary>
    public void Finish() => _queue.CompleteAdding();

    public void Dispose() => _queue.Dispose();

    private string? Hash(int descriptor)
    {
        if (FileIdentity.Of(descriptor) is not { IsRegular: true, Size: <= MaxBytes } file || _totalBytes + file.Size > MaxTotalBytes)
        {
            return null;
        }

        // By the time of its last change too, which nobody can set back as he can that of its last writing: it is another file's content since.
        if (_known.TryGetValue(file, out var known))
        {
            return known;
        }

        if (Read(descriptor) is not { } hash)
        {
            return null;
        }

        if (_known.Count < MaxKnown)
        {
            _known.Add(file, hash);
        }

        return hash;
    }

    private string? Read(int descriptor)
    {
        // Our own SHA-256: the platform's needs OpenSSL, which a static binary has not.
        var hash = new Sha256();
        long offset = 0;
        fixed (byte* p = _buffer)
        {
            int count;
            while ((count = (int)LibC.ReadAt(descriptor, p, ChunkBytes, offset)) > 0)
            {
                hash.Append(_buffer.AsSpan(0, count));
                offset += count;
                _totalBytes += count;
                if (offset > MaxBytes)
                {
                    return null; // It grew.
                }
            }

            return count < 0 ? null : hash.Finish();
        }
    }
}
