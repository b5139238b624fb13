using System.Buffers.Binary;

namespace DockerScan.Sentinel.Capture;

/// <summary>The evidence: a classic pcap file of the frames' beginnings, up to its cap.</summary>
/// <remarks>Format: https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/, with nanoseconds.</remarks>
internal sealed class PcapFile : IDisposable
{
    public const int SnapLength = 256;

    /// <summary>A flood towards one destination must not fill the file.</summary>
    private const int MaxFlowBytes = 128 * 1024;

    private const uint NanosecondMagic = 0xA1B23C4D;
    private const int EthernetLink = 1;
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const int BufferBytes = 64 * 1024;

    private readonly FileStream _file;
    private readonly byte[] _record = new byte[RecordHeader + SnapLength];
    private readonly long _maxBytes;
    private long _written;
    private bool _isBroken;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public PcapFile(string path, long maxBytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
        _maxBytes = maxBytes;
        var header = _record.AsSpan(0, FileHeader);
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], SnapLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], EthernetLink);
        Put(header);
        _file.Flush();
    }

    /// <summary>Frames that were left out.</summary>
    public long Dropped { get; private set; }

    /// <param name="frame">What there is of the frame.</param>
    /// <param name="length">Its length on the wire.</param>
    /// <param name="seconds">When, since 1970.</param>
    /// <param name="nanoseconds">And the part of the second.</param>
    /// <param name="flow">What it belongs to; null for nothing.</param>
    public void Add(ReadOnlySpan<byte> frame, int length, uint seconds, uint nanoseconds, Flow? flow)
    {
        var kept = Math.Min(frame.Length, SnapLength);
        if (_isBroken || _written + RecordHeader + kept > _maxBytes || flow?.EvidenceBytes > MaxFlowBytes)
        {
            Dropped++;
            return;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_record, seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(_record.AsSpan(4), nanoseconds);
        BinaryPrimitives.WriteInt32LittleEndian(_record.AsSpan(8), kept);
        BinaryPrimitives.WriteInt32LittleEndian(_record.AsSpan(12), length);
        frame[..kept].CopyTo(_record.AsSpan(RecordHeader));
        if (flow is not null)
        {
            flow.EvidenceBytes += RecordHeader + kept;
        }

        Put(_record.AsSpan(0, RecordHeader + kept));
    }

    public void Flush()
    {
        try
        {
            _file.Flush();
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // What the disk does not take is lost; the frames were counted already.
            _isBroken = true;
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(bytes);
            _written += bytes.Length;
        }
        // A full disk costs evidence, not the count of packets.
        catch (IOException)
        {
            _isBroken = true;
            Dropped++;
        }
    }
}
