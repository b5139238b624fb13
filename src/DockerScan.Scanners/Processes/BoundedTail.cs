using System.Text;

namespace DockerScan.Scanners.Processes;

/// <summary>Reads a stream to its end and keeps the last bytes only, so a child can neither block on a full pipe nor fill our memory.</summary>
internal sealed class BoundedTail(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private readonly Lock _lock = new();
    private long _written;

    /// <summary>Reads until the stream ends, or until it is closed under us after a kill.</summary>
    public async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Add(buffer.AsSpan(0, read));
        }
    }

    /// <summary>What was kept.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            var length = (int)Math.Min(_written, _ring.Length);
            var start = (int)((_written - length) % _ring.Length);
            var first = Math.Min(length, _ring.Length - start);
            var kept = new byte[length];
            _ring.AsSpan(start, first).CopyTo(kept);
            _ring.AsSpan(0, length - first).CopyTo(kept.AsSpan(first));
            return Encoding.UTF8.GetString(kept);
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            var kept = bytes[Math.Max(0, bytes.Length - _ring.Length)..];
            _written += bytes.Length - kept.Length;
            var at = (int)(_written % _ring.Length);
            var first = Math.Min(kept.Length, _ring.Length - at);
            kept[..first].CopyTo(_ring.AsSpan(at));
            kept[first..].CopyTo(_ring);
            _written += kept.Length;
        }
    }
}
