using System.Formats.Tar;
using System.IO.Compression;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Unpacks a database's layer: two files by name, bounded, nothing else and nowhere else.</summary>
internal static class DatabaseArchive
{
    private const long MaxBytes = 16L << 30;
    private const long MaxMetadataBytes = 64 << 10;
    private const int MaxEntries = 100;

    /// <summary>Unpacks it into a cache folder; what is wrong with it, or null.</summary>
    public static async Task<string?> UnpackAsync(string archive, DatabasePart part, string cacheFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(cacheFolder, part.Folder));
        try
        {
            await using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(unpacked);
            for (var count = 0; await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry; count++)
            {
                if (count == MaxEntries)
                {
                    return "its archive has too many files";
                }

                if (Target(entry, part, cacheFolder) is not { } target)
                {
                    continue;
                }

                if (entry.Length > (target.IsMetadata ? MaxMetadataBytes : MaxBytes))
                {
                    return "its archive is too large";
                }

                // Never over what is there.
                await using var written = new FileStream(target.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                await (entry.DataStream ?? Stream.Null).CopyToAsync(written, cancellationToken);
                written.Flush(flushToDisk: true);
                if (written.Length != entry.Length)
                {
                    return "its archive is cut off";
                }
            }

            return File.Exists(part.FileIn(cacheFolder)) && File.Exists(part.MetadataIn(cacheFolder)) ? null : "its archive does not hold a database and its description";
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            return "its archive is broken";
        }
        catch (IOException)
        {
            return "its archive cannot be unpacked: a file is in it twice, or the disk is full";
        }
    }

    private static (string Path, bool IsMetadata)? Target(TarEntry entry, DatabasePart part, string cacheFolder)
    {
        var name = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile ? entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name : null;
        return name == part.File ? (part.FileIn(cacheFolder), false) : name == "metadata.json" ? (part.MetadataIn(cacheFolder), true) : null;
    }
}
