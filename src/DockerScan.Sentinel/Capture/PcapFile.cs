using System.Buffers.Binary;

namespace DockerScan.Sentinel.Capture;

/// <summary>The evidence: a classic pcap file of the frames' beginnings, up to its cap.</summary>
/// <remarks>Format: https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/</remarks>
internal sealed class PcapFile : IDisposable
{
    private const uint Magic = 0xA1B2C3D4;
    private const int EthernetLink = 1;
    private const int SnapLength = 256;
    private const int RecordHeader = 16;

    private readonly FileStream _file;
    private readonly long _maxBytes;
    private long _written;

    public PcapFile(string path, long maxBytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        _maxBytes = maxBytes;
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], EthernetLink);
        _file.Write(header);
        _written = header.Length;
    }

    /// <summary>Frames that came after the cap.</summary>
    public long Dropped { get; private set; }

    public void Add(ReadOnlySpan<byte> frame, int length, DateTimeOffset at)
    {
        var kept = Math.Min(frame.Length, SnapLength);
        if (_written + RecordHeader + kept > _maxBytes)
        {
            Dropped++;
            return;
        }

        Span<byte> header = stackalloc byte[RecordHeader];
        var microseconds = at.ToUnixTimeMilliseconds() * 1000;
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], kept);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], length);
        _file.Write(header);
        _file.Write(frame[..kept]);
        _written += RecordHeader + kept;
    }

    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();
}
