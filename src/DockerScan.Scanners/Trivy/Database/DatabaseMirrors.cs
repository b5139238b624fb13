using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Images;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Downloads a database into a staging folder from the first repository that has one fit for use.</summary>
internal sealed class DatabaseMirrors(IOptions<TrivyOptions> options, IArtifactSource artifacts, DatabaseInspector inspector, JavaInspector java, TimeProvider time)
{
    private const long MaxArchiveBytes = 8L << 30;

    // Databases are made every few hours; who dates them later than this hides how old they are, and what comes after.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(26);
    private static readonly TimeSpan FarthestNext = TimeSpan.FromDays(30);

    /// <summary>How the database of a cache folder is.</summary>
    public TrivyDatabase Inspect(DatabasePart part, string cacheFolder) => part == DatabasePart.Java ? java.Inspect(cacheFolder) : inspector.Inspect(cacheFolder);

    /// <summary>Asks one repository after another.</summary>
    /// <param name="part">Which database.</param>
    /// <param name="staging">Where it goes: a folder of its own for each repository, below this one.</param>
    /// <param name="current">What is in place.</param>
    /// <param name="known">The layer that is in place; null where that is not known.</param>
    /// <param name="limit">How long one repository may take.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<MirrorAnswer> FetchAsync(
        DatabasePart part, string staging, TrivyDatabase current, ImageDigest? known, TimeSpan limit, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        MirrorAnswer? nothingNew = null;
        foreach (var (repository, number) in Repositories(part).Select((repository, number) => (repository, number)))
        {
            var folder = Directory.CreateDirectory(Path.Combine(staging, FormattableString.Invariant($"{number}"))).FullName;
            var archive = Path.Combine(folder, "layer.tar.gz");
            var fetched = await artifacts.FetchAsync(new ArtifactRequest(repository, part.MediaType, archive, MaxArchiveBytes, limit, known), cancellationToken);
            if (fetched.Value is { IsDownloaded: false } same)
            {
                nothingNew = new MirrorAnswer(null, same.Digest, null);
                if (time.GetUtcNow() < current.NextUpdate)
                {
                    return nothingNew;
                }

                // A newer one is due, so this mirror may be one that nobody feeds any more.
                continue;
            }

            var fault = fetched.Value is null ? fetched.Failure!.Message : await DatabaseArchive.UnpackAsync(archive, part, folder, cancellationToken) ?? Fault(part, folder, current);
            if (fault is null)
            {
                File.Delete(archive);
                return new MirrorAnswer(folder, fetched.Value!.Digest, null);
            }

            Directory.Delete(folder, recursive: true);
            faults.Add($"{repository.Repository}: {DisplayText.Clean(fault, 200)}");
        }

        return nothingNew ?? new MirrorAnswer(null, null, string.Join("; ", faults));
    }

    /// <summary>Why what came is not taken; null when it is.</summary>
    public string? Fault(DatabasePart part, string folder, TrivyDatabase current)
    {
        var next = Inspect(part, folder);
        return !next.IsUsable ? $"what was downloaded cannot be used: {next.Reason}"
            : next.IsSample ? "what was downloaded is the sample"
            : next.UpdatedAt > time.GetUtcNow() + Skew || next.NextUpdate > next.UpdatedAt + FarthestNext ? "what was downloaded is dated into the future"
            : current.IsUsable && next.UpdatedAt < current.UpdatedAt ? "what was downloaded is older than what is in place"
            : null;
    }

    private IEnumerable<ImageReference> Repositories(DatabasePart part)
    {
        var named = part == DatabasePart.Java ? options.Value.JavaDatabaseRepository : options.Value.DatabaseRepository;
        return (named is null ? part.Repositories : named.Split(',').Select(each => each.Trim())).Select(ImageReference.Parse);
    }
}

/// <summary>What the repositories have.</summary>
/// <param name="Folder">The cache folder with the database; null when there is nothing new, or nothing fit for use.</param>
/// <param name="Layer">The layer's digest; null after a failure.</param>
/// <param name="Fault">Why none of them has one fit for use, each with its reason; null when one has.</param>
internal sealed record MirrorAnswer(string? Folder, ImageDigest? Layer, string? Fault);
