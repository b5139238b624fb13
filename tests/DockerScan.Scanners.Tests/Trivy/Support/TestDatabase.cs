using System.Buffers.Binary;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>Database folders as Trivy has them; the file has a true head and nothing in it.</summary>
internal static class TestDatabase
{
    public const int PageSize = 4096;
    private const int Pages = 4;

    public static void Write(string cacheFolder, DateTimeOffset updatedAt, DateTimeOffset nextUpdate, int version = 2, bool isSample = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cacheFolder, "db")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "trivy.db"), Bytes());
        File.WriteAllText(
            Path.Combine(folder, "metadata.json"),
            $$"""{"Version":{{version}},"NextUpdate":"{{nextUpdate:O}}","UpdatedAt":"{{updatedAt:O}}","DownloadedAt":"0001-01-01T00:00:00Z"{{(isSample ? ",\"Sample\":true" : "")}}}""");
    }

    public static byte[] Bytes()
    {
        var file = new byte[Pages * PageSize];
        WriteMeta(file, page: 0, transaction: 6);
        WriteMeta(file, page: 1, transaction: 7);
        WriteHeader(file, page: 2, flags: 0x10);
        WriteHeader(file, page: 3, flags: 0x02);
        return file;
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
