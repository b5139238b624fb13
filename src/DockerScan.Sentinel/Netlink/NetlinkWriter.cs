using System.Buffers.Binary;
using System.Text;

namespace DockerScan.Sentinel.Netlink;

/// <summary>Builds netlink messages: headers in host order, attributes padded to four bytes.</summary>
internal sealed class NetlinkWriter
{
    public const ushort Request = 0x01;
    public const ushort Ack = 0x04;
    public const ushort Dump = 0x300;
    public const ushort Replace = 0x100;
    public const ushort Create = 0x400;
    public const ushort Append = 0x800;

    private const ushort Nested = 0x8000;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Dictionary<uint, string> _waiting = [];
    private int _length;
    private int _message;
    private uint _seq;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What each message that asked for an answer does, by sequence number.</summary>
    public IReadOnlyDictionary<uint, string> Waiting => _waiting;

    public void Begin(ushort type, ushort flags, string what)
    {
        _message = _length;
        _length += 16;
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_message + 4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_message + 6), (ushort)(flags | Request));
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_message + 8), ++_seq);
        if ((flags & Ack) != 0)
        {
            _waiting[_seq] = what;
        }
    }

    public void End() => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_message), _length - _message);

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += (bytes.Length + 3) & ~3;
    }

    public void Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_length), (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_length + 2), type);
        _length += 4;
        Raw(value);
    }

    public void Attribute(ushort type, string value) => Attribute(type, Encoding.ASCII.GetBytes(value + "\0"));

    /// <summary>A number as netfilter wants it: big endian.</summary>
    public void Number(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        Attribute(type, bytes);
    }

    /// <summary>A number as routing wants it: in the host's order.</summary>
    public void HostNumber(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Attribute(type, bytes);
    }

    public int BeginNested(ushort type)
    {
        var at = _length;
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_length + 2), (ushort)(type | Nested));
        _length += 4;
        return at;
    }

    public void EndNested(int at) => BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(at), (ushort)(_length - at));
}
