using System.Buffers.Binary;

namespace DockerScan.Scanners.Autorun.Packages.Rpm;

/// <summary>The package headers of rpm's own database format, ndb (<c>Packages.db</c>).</summary>
/// <remarks>rpm, lib/backend/ndb/rpmpkg.c: a header of two slots, pages of slots of 16 bytes, blobs in blocks of 16 bytes. All little-endian.</remarks>
internal static class NdbFile
{
    private const uint SlotMagic = 0x746F_6C53;
    private const uint BlobMagic = 0x5362_6C42;
    private const int PageSize = 4096;
    private const int SlotSize = 16;
    private const int HeaderSlots = 2;
    private const int BlockSize = 16;
    private const int BlobHead = 16;

    /// <summary>True for a file that begins as such files do.</summary>
    public static bool IsNdb(ReadOnlySpan<byte> file) => file.StartsWith("RpmP"u8);

    /// <summary>The headers.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Blobs(ReadOnlyMemory<byte> file)
    {
        if (file.Length < PageSize || !IsNdb(file.Span))
        {
            throw new InvalidDataException("the ndb file is damaged: no header");
        }

        var end = Number(file, 12) * (long)PageSize;
        if (end < PageSize || end > file.Length)
        {
            throw new InvalidDataException("the ndb file is damaged: it has fewer slots than it says");
        }

        // Blobs share no bytes: who claims more than there are repeats one.
        var left = (long)file.Length;
        for (var at = HeaderSlots * SlotSize; at + SlotSize <= end; at += SlotSize)
        {
            var (package, block) = (Number(file, at + 4), Number(file, at + 8));
            if (Number(file, at) != SlotMagic)
            {
                throw new InvalidDataException("the ndb file is damaged: a slot is none");
            }

            if (package == 0)
            {
                continue;
            }

            var start = block * (long)BlockSize;
            if (start + BlobHead > file.Length || Number(file, start) != BlobMagic || Number(file, start + 4) != package)
            {
                throw new InvalidDataException("the ndb file is damaged: a slot leads to no package");
            }

            var length = Number(file, start + 12);
            if (start + BlobHead + length > file.Length || (left -= length) < 0)
            {
                throw new InvalidDataException("the ndb file is damaged: a package is longer than the file");
            }

            yield return file.Slice((int)start + BlobHead, (int)length);
        }
    }

    private static uint Number(ReadOnlyMemory<byte> file, long at) => BinaryPrimitives.ReadUInt32LittleEndian(file.Span[(int)at..]);
}
