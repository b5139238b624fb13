using System.Buffers.Binary;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Tells whether bytes are the kind of pcap file that the sentinel writes, and how much of it is whole.</summary>
/// <remarks>Format: https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/. The frames themselves are not looked into.</remarks>
internal static class PcapReader
{
    private const uint NanosecondMagic = 0xA1B23C4D;
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const int EthernetLink = 1;
    private const uint MaxSnapLength = 256 << 10;

    /// <summary>The frames that are whole, and the bytes up to the last one's end; null for anything that is not such a file.</summary>
    public static (int Frames, int Bytes)? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader
            || BinaryPrimitives.ReadUInt32LittleEndian(file) != NanosecondMagic
            || BinaryPrimitives.ReadUInt16LittleEndian(file[4..]) != 2
            || BinaryPrimitives.ReadUInt16LittleEndian(file[6..]) != 4
            || BinaryPrimitives.ReadUInt32LittleEndian(file[16..]) is not (> 0 and <= MaxSnapLength and var snap)
            || BinaryPrimitives.ReadUInt32LittleEndian(file[20..]) != EthernetLink)
        {
            return null;
        }

        var (frames, at) = (0, FileHeader);
        while (file.Length - at >= RecordHeader)
        {
            var kept = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 8)..]);
            if (kept > snap || kept > BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 12)..]))
            {
                return null;
            }

            if (kept > file.Length - at - RecordHeader)
            {
                break;
            }

            (frames, at) = (frames + 1, at + RecordHeader + (int)kept);
        }

        return (frames, at);
    }
}
