using System.Globalization;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Looks at a database folder. Cheap: two small reads, so it is done before every scan.</summary>
internal sealed class DatabaseInspector(IOptions<TrivyOptions> options, TimeProvider time)
{
    /// <summary>The database of a cache folder: <c>db/trivy.db</c> and <c>db/metadata.json</c>.</summary>
    public static string DatabaseFile(string cacheFolder) => Path.Combine(cacheFolder, "db", "trivy.db");

    /// <summary>Its description.</summary>
    public static string MetadataFile(string cacheFolder) => Path.Combine(cacheFolder, "db", "metadata.json");

    /// <summary>How the database of a cache folder is.</summary>
    public TrivyDatabase Inspect(string cacheFolder)
    {
        var file = DatabaseFile(cacheFolder);
        if (!File.Exists(file))
        {
            return new TrivyDatabase(DatabaseStatus.Missing, Reason: "there is none");
        }

        if (FindFault(file) is { } fault)
        {
            return new TrivyDatabase(DatabaseStatus.Corrupt, Reason: fault);
        }

        var metadata = JsonFile.TryRead(MetadataFile(cacheFolder), TrivyJsonContext.Default.DatabaseMetadata);
        if (metadata is null)
        {
            return new TrivyDatabase(DatabaseStatus.Corrupt, Reason: "its metadata.json is missing or unreadable");
        }

        return metadata.Version != DatabaseMetadata.SupportedVersion
            ? new TrivyDatabase(
                DatabaseStatus.WrongVersion, Known(metadata.UpdatedAt.At), Known(metadata.NextUpdate.At), $"its schema is version {metadata.Version}, not {DatabaseMetadata.SupportedVersion}")
            : Judge(metadata, TimeSpan.FromHours(options.Value.MaxDatabaseAgeHours), time.GetUtcNow()) with { IsSample = metadata.Sample };
    }

    /// <summary>How old a database is by its description: stale past the age, unless its maker announced the next for later.</summary>
    public static TrivyDatabase Judge(DatabaseMetadata metadata, TimeSpan maxAge, DateTimeOffset now)
    {
        if (metadata.IsMalformed)
        {
            return new TrivyDatabase(DatabaseStatus.Corrupt, Reason: "its metadata.json has a time that Trivy does not read (it wants seconds, a zone and no character escaped)");
        }

        if (Known(metadata.UpdatedAt.At) is not { } at)
        {
            return new TrivyDatabase(DatabaseStatus.Corrupt, Reason: "its metadata.json does not say of when its data is");
        }

        // Trivy's databases announce the next for a day later.
        var due = Known(metadata.NextUpdate.At) ?? at.AddDays(1);
        return now > due && now - at > maxAge
            ? new TrivyDatabase(DatabaseStatus.Stale, at, due, $"it is {Age(now - at)} old")
            : new TrivyDatabase(DatabaseStatus.Present, at, due);
    }

    /// <summary>An age for people.</summary>
    public static string Age(TimeSpan age) => age.TotalHours < 48
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)age.TotalHours)} h")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} days");

    // Go writes its zero time for "not known".
    private static DateTimeOffset? Known(DateTimeOffset? value) => value is { Year: > 2000 and < 9000 } ? value : null;

    private static string? FindFault(string file)
    {
        try
        {
            using var stream = DatabaseStream.OpenRead(file);
            return BoltFile.FindFault(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read: {e.GetType().Name}";
        }
    }
}
