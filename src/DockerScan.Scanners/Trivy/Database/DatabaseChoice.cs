using System.Globalization;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>The database that scans use now.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="SourceFolder">The cache folder that holds it.</param>
/// <param name="CacheFolder">The cache folder that Trivy is given; another than the source when it is copied first.</param>
/// <param name="Database">How it is.</param>
internal sealed record DatabaseChoice(DatabaseKind Kind, string SourceFolder, string CacheFolder, TrivyDatabase Database)
{
    /// <summary>True for the sample, by whatever setting it came here.</summary>
    public bool IsSample => Kind == DatabaseKind.Sample || Database.IsSample;

    /// <summary>The words for a person.</summary>
    public string Name => IsSample ? "sample" : Kind switch
    {
        DatabaseKind.Downloaded => "downloaded",
        DatabaseKind.Configured => "configured",
        DatabaseKind.Sample => "sample",
    };

    /// <summary>Tells it from any other for whoever keeps results; null when it cannot be used.</summary>
    public string? Identity => Database is { IsUsable: true, UpdatedAt: { } at } ? $"{Name} {at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : null;
}
