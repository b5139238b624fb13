using System.Buffers.Binary;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>Database folders as Trivy has them; the file has a true head and one leaf with the buckets that are named.</summary>
internal static class TestDatabase
{
    public const int PageSize = 4096;
    private const int Pages = 4;

    // What most tests' images are of.
    private static readonly string[] Usual = ["alpine 3.19", "debian 12", "npm::test"];

    public static void Write(string cacheFolder, DateTimeOffset updatedAt, DateTimeOffset nextUpdate, int version = 2, bool isSample = false, params string[] buckets)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cacheFolder, "db")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "trivy.db"), Bytes(buckets.Length > 0 ? buckets : Usual));
        File.WriteAllText(
            Path.Combine(folder, "metadata.json"),
            $$"""{"Version":{{version}},"NextUpdate":"{{nextUpdate:O}}","UpdatedAt":"{{updatedAt:O}}","DownloadedAt":"0001-01-01T00:00:00Z"{{(isSample ? ",\"Sample\":true" : "")}}}""");
    }

    public static byte[] Bytes() => Bytes(Usual);

    /// <summary>A bucket whose name begins with a dash has nothing in it.</summary>
    public static byte[] Bytes(params string[] buckets)
    {
        var file = new byte[Pages * PageSize];
        WriteMeta(file, page: 0, transaction: 6);
        WriteMeta(file, page: 1, transaction: 7);
        WriteHeader(file, page: 2, flags: 0x10);
        WriteHeader(file, page: 3, flags: 0x02);
        WriteBuckets(file.AsSpan(3 * PageSize, PageSize), buckets);
        return file;
    }

    // Leaf elements (flags, position, key, value), then names, each with an inline bucket: root 0, sequence, and a page of its own.
    private static void WriteBuckets(Span<byte> page, string[] buckets)
    {
        const int Element = 16;
        const int Inline = 16 + 16;
        BinaryPrimitives.WriteUInt16LittleEndian(page[10..], (ushort)buckets.Length);
        var at = 16 + (Element * buckets.Length);
        foreach (var (i, name) in buckets.Order(StringComparer.Ordinal).Index())
        {
            var element = page[(16 + (Element * i))..];
            BinaryPrimitives.WriteUInt32LittleEndian(element, 1);
            BinaryPrimitives.WriteUInt32LittleEndian(element[4..], (uint)(at - 16 - (Element * i)));
            BinaryPrimitives.WriteUInt32LittleEndian(element[8..], (uint)name.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(element[12..], Inline);
            System.Text.Encoding.ASCII.GetBytes(name, page[at..]);
            BinaryPrimitives.WriteUInt16LittleEndian(page[(at + name.Length + 16 + 10)..], (ushort)(name[0] == '-' ? 0 : 1));
            at += name.Length + Inline;
        }
    }

    private static void WriteMeta(byte[] file, int page, ulong transaction)
    {
        WriteHeader(file, page, flags: 0x04);
        var meta = file.AsSpan((page * PageSize) + 16, 64);
        BinaryPrimitives.WriteUInt32LittleEndian(meta, 0xED0CDAED);
        BinaryPrimitives.WriteUInt32LittleEndian(meta[4..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(meta[8..], PageSize);
        BinaryPrimitives.WriteUInt64LittleEndian(meta[16..], 3);
        BinaryPrimitives.WriteUInt64LittleEndian(meta[32..], 2);
        BinaryPrimitives.WriteUInt64LittleEndian(meta[40..], Pages);
        BinaryPrimitives.WriteUInt64LittleEndian(meta[48..], transaction);
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var value in meta[..56])
        {
            hash = unchecked((hash ^ value) * 1_099_511_628_211UL);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(meta[56..], hash);
    }

    private static void WriteHeader(byte[] file, int page, ushort flags)
    {
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(page * PageSize), page);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan((page * PageSize) + 8), flags);
    }
}
