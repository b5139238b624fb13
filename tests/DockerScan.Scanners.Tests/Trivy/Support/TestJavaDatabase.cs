using System.Buffers.Binary;
using DockerScan.Scanners.Trivy.Database;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>An index of Java archives as far as it is looked at: SQLite's head and the description.</summary>
internal static class TestJavaDatabase
{
    public static void Write(string cacheFolder, DateTimeOffset updatedAt, DateTimeOffset nextUpdate, int version = 1, int length = 8192)
    {
        Directory.CreateDirectory(Path.Combine(cacheFolder, "java-db"));
        var file = new byte[8192];
        "SQLite format 3\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(16), 4096);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(28), 2);
        File.WriteAllBytes(DatabasePart.Java.FileIn(cacheFolder), file[..length]);
        File.WriteAllText(
            DatabasePart.Java.MetadataIn(cacheFolder), $$"""{"Version":{{version}},"NextUpdate":"{{nextUpdate:O}}","UpdatedAt":"{{updatedAt:O}}","DownloadedAt":"0001-01-01T00:00:00Z"}""");
    }
}
