using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using Microsoft.Win32.SafeHandles;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Hashes executables that are no longer in the file system, beside the scan loop.</summary>
internal sealed class ExecutableHasher : IDisposable
{
    private const long MaxBytes = 64L << 20;
    private const int MaxWaiting = 32;

    private readonly IEventSink _sink;
    private readonly Drops _drops;
    private readonly BlockingCollection<(ProcessEvent Event, SafeFileHandle File)> _queue = new(MaxWaiting);

    public ExecutableHasher(IEventSink sink, Drops drops)
    {
        _sink = sink;
        _drops = drops;
    }

    /// <summary>Starts the thread; called when this thread's privileges are what it shall inherit.</summary>
    public void Start() => new Thread(Work) { IsBackground = true, Name = "hash" }.Start();

    /// <summary>Opens the executable at once, because the process may end, and hashes it later. Then the event is told again, with the hash.</summary>
    public void Add(ProcessEvent e)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{e.Pid}/exe"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            _drops.Add("hashes"); // The process ended between two looks.
            return;
        }

        if (!_queue.TryAdd((e, file)))
        {
            file.Dispose();
            _drops.Add("hashes");
        }
    }

    public void Dispose() => _queue.Dispose();

    private void Work()
    {
        foreach (var (e, file) in _queue.GetConsumingEnumerable())
        {
            using (file)
            {
                try
                {
                    Hash(e, file);
                }
                catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
                {
                    _drops.Add("hashes");
                }
            }
        }
    }

    private void Hash(ProcessEvent e, SafeFileHandle file)
    {
        if (RandomAccess.GetLength(file) > MaxBytes)
        {
            _drops.Add("hashes");
            return;
        }

        // Our own SHA-256: the platform's needs OpenSSL, which a static binary has not.
        var hash = new Sha256();
        var buffer = new byte[32 * 1024];
        long offset = 0;
        int count;
        while (offset < MaxBytes && (count = RandomAccess.Read(file, buffer, offset)) > 0)
        {
            hash.Append(buffer.AsSpan(0, count));
            offset += count;
        }

        _sink.Write(e with { Sha256 = hash.Finish() });
    }
}
