using System.Buffers.Binary;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Looks at the index of Java archives of a cache folder. Cheap: two small reads.</summary>
internal sealed class JavaInspector(IOptions<TrivyOptions> options, TimeProvider time)
{
    private const int SupportedVersion = 1;
    private const int HeaderBytes = 100;

    /// <summary>How it is. An index that the operator placed without a date is taken as present: nobody knows better.</summary>
    public TrivyDatabase Inspect(string cacheFolder)
    {
        if (!JavaIndex.IsReal(cacheFolder))
        {
            return new TrivyDatabase(DatabaseStatus.Missing, Reason: "there is none");
        }

        if (FindFault(DatabasePart.Java.FileIn(cacheFolder)) is { } fault)
        {
            return new TrivyDatabase(DatabaseStatus.Corrupt, Reason: fault);
        }

        return JsonFile.TryRead(DatabasePart.Java.MetadataIn(cacheFolder), TrivyJsonContext.Default.DatabaseMetadata) is not { } metadata
            ? new TrivyDatabase(DatabaseStatus.Corrupt, Reason: "its metadata.json is missing or unreadable")
            : metadata.Version != SupportedVersion
                ? new TrivyDatabase(DatabaseStatus.WrongVersion, Reason: $"its schema is version {metadata.Version}, not {SupportedVersion}")
                : DatabaseInspector.Judge(metadata, TimeSpan.FromHours(options.Value.MaxDatabaseAgeHours), time.GetUtcNow());
    }

    // SQLite, "The Database Header": the page size at 16, the pages at 28.
    private static string? FindFault(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[HeaderBytes];
            if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("SQLite format 3\0"u8))
            {
                return "it has no valid head: not a database, or broken";
            }

            var page = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65_536L : size;
            var needed = page * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
            return stream.Length < needed ? $"it is half-written: {stream.Length} of at least {needed} bytes" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read: {e.GetType().Name}";
        }
    }
}
