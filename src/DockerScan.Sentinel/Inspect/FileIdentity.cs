using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Which file it is, whatever it is called.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileIdentity(ulong Device, ulong Inode, uint Links, int Uid, int Mode, long Size, long ModifiedSeconds, uint ModifiedNanoseconds, long ChangedSeconds, uint ChangedNanoseconds, long DiskBytes)
{
    private const int BufferBytes = 256;
    private const uint BasicStats = 0x7FF;
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int BlockBytes = 512;

    public bool IsRegular => (Mode & 0xF000) == 0x8000;

    public bool IsPipe => (Mode & 0xF000) == 0x1000;

    public bool IsFolder => (Mode & 0xF000) == 0x4000;

    public bool IsExecutable => IsRegular && (Mode & 0x49) != 0;

    /// <summary>True for the same file.</summary>
    public bool IsSame(FileIdentity other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Of a path that ends with a zero byte, links followed; null when there is none.</summary>
    public static FileIdentity? Of(ReadOnlySpan<byte> path) => Of(CurrentFolder, path, 0);

    /// <summary>Of an open descriptor.</summary>
    public static FileIdentity? Of(int descriptor) => Of(descriptor, "\0"u8, EmptyPath);

    private static unsafe FileIdentity? Of(int folder, ReadOnlySpan<byte> path, int flags)
    {
        // struct statx has the same layout on every architecture.
        Span<byte> stat = stackalloc byte[BufferBytes];
        fixed (byte* p = path, s = stat)
        {
            if (LibC.StatX(folder, p, flags, BasicStats, s) < 0)
            {
                return null;
            }
        }

        return new FileIdentity(
            ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(stat[136..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(stat[140..]),
            BinaryPrimitives.ReadUInt64LittleEndian(stat[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(stat[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(stat[20..]),
            BinaryPrimitives.ReadUInt16LittleEndian(stat[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(stat[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(stat[112..]),
            BinaryPrimitives.ReadUInt32LittleEndian(stat[120..]),
            BinaryPrimitives.ReadInt64LittleEndian(stat[96..]),
            BinaryPrimitives.ReadUInt32LittleEndian(stat[104..]),
            BinaryPrimitives.ReadInt64LittleEndian(stat[48..]) * BlockBytes);
    }
}
