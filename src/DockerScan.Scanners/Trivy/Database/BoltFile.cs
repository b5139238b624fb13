using System.Buffers.Binary;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>
/// Tells a whole bbolt file from a broken or half-copied one by its head. No library of that format exists here, and
/// Trivy dies with a memory fault on a short file instead of saying so.
/// </summary>
/// <remarks>bbolt, page.go and db.go: pages 0 and 1 each hold a meta structure; the one with the higher transaction id rules.</remarks>
internal static class BoltFile
{
    private const uint Magic = 0xED0CDAED;
    private const uint SupportedVersion = 2;
    private const int PageHeader = 16;
    private const int MetaLength = 64;
    private const int ChecksumAt = 56;
    private const ushort BranchPage = 0x01;
    private const ushort LeafPage = 0x02;
    private const ushort MetaPage = 0x04;

    private static readonly int[] PageSizes = [1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];

    /// <summary>What is wrong with the file; null when nothing is seen.</summary>
    public static string? FindFault(Stream file)
    {
        if (file.Length == 0)
        {
            return "it is empty";
        }

        if (BestMeta(file) is not { } meta)
        {
            return "it has no valid head: not a database, or broken";
        }

        var needed = meta.Pages * meta.PageSize;
        if (file.Length < needed)
        {
            return $"it is half-written: {file.Length} of at least {needed} bytes";
        }

        return meta.Root < 2 || meta.Root >= meta.Pages || !IsTree(file, meta) ? "its root page is broken" : null;
    }

    /// <summary>The meta structure that rules; null when there is no valid one.</summary>
    public static BoltMeta? BestMeta(Stream file)
    {
        // Page 1 stands one page behind page 0, whose own word on the page size may be the broken one.
        var candidates = PageSizes.Prepend(0).Select(offset => ReadMeta(file, offset)).OfType<BoltMeta>();
        return candidates.MaxBy(meta => meta.Transaction);
    }

    private static BoltMeta? ReadMeta(Stream file, long offset)
    {
        Span<byte> page = stackalloc byte[PageHeader + MetaLength];
        if (!TryRead(file, offset, page) || BinaryPrimitives.ReadUInt16LittleEndian(page[8..]) != MetaPage)
        {
            return null;
        }

        var meta = page[PageHeader..];
        var pageSize = BinaryPrimitives.ReadUInt32LittleEndian(meta[8..]);
        var isValid = BinaryPrimitives.ReadUInt32LittleEndian(meta) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(meta[4..]) == SupportedVersion
            && BinaryPrimitives.ReadUInt64LittleEndian(meta[ChecksumAt..]) == Fnv64a(meta[..ChecksumAt])
            && PageSizes.Contains((int)Math.Min(pageSize, int.MaxValue))
            && (offset == 0 || offset == pageSize);
        var pages = BinaryPrimitives.ReadUInt64LittleEndian(meta[40..]);
        return isValid && pages <= long.MaxValue / 65_536
            ? new BoltMeta((long)BinaryPrimitives.ReadUInt64LittleEndian(meta[16..]), (long)pages, pageSize, BinaryPrimitives.ReadUInt64LittleEndian(meta[48..]))
            : null;
    }

    private static bool IsTree(Stream file, BoltMeta meta)
    {
        Span<byte> header = stackalloc byte[PageHeader];
        return TryRead(file, meta.Root * meta.PageSize, header)
            && BinaryPrimitives.ReadInt64LittleEndian(header) == meta.Root
            && BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) is BranchPage or LeafPage;
    }

    private static bool TryRead(Stream file, long offset, Span<byte> buffer)
    {
        file.Position = offset;
        return file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
    }

    private static ulong Fnv64a(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var value in bytes)
        {
            hash = unchecked((hash ^ value) * 1_099_511_628_211UL);
        }

        return hash;
    }
}
