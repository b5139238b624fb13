using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>
/// What was found in images seen before, a file each: an image's id is the hash of its content. A file that cannot be used is no
/// failure: the image is looked at again. Safe to use from several processes.
/// </summary>
internal sealed class KnownAnalyses(IOptions<TrivyOptions> options, TrivyPaths paths, IIdGenerator ids, TimeProvider time, ILogger<KnownAnalyses> logger)
{
    private const long MaxFileBytes = 64L * 1024 * 1024;

    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    /// <summary>What was found in an image under a key; null when that is not known.</summary>
    public async Task<KnownAnalysis?> FindAsync(ImageDigest image, string key, CancellationToken cancellationToken)
    {
        var path = PathOf(image);
        if (options.Value.MaxKnownBytes == 0 || !File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous);
            if (file.Length > MaxFileBytes
                || await JsonSerializer.DeserializeAsync(file, MatchingJsonContext.Default.KnownAnalysis, cancellationToken) is not { Form: KnownAnalysis.CurrentForm } known
                || known.Image != image.Value || known.Key != key)
            {
                return null;
            }

            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return known;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps what was found; in vain where there is no room.</summary>
    public async Task KeepAsync(ImageDigest image, KnownAnalysis known, CancellationToken cancellationToken)
    {
        if (options.Value.MaxKnownBytes == 0)
        {
            return;
        }

        try
        {
            if (!Directory.Exists(paths.Analyses))
            {
                Processes.PrivateDirectory.Create(paths.Analyses);
            }

            await JsonFile.WritePrivateAsync(PathOf(image), known, MatchingJsonContext.Default.KnownAnalysis, ids.NewId(), cancellationToken);
            Prune();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.AnalysisNotKept(e, image.Abbreviated);
        }
    }

    private string PathOf(ImageDigest image) => Path.Combine(paths.Analyses, image.Value.Replace(':', '-') + ".json");

    // The oldest go first; an unfinished file is one that a killed process left.
    private void Prune()
    {
        var oldest = time.GetUtcNow().UtcDateTime - UnfinishedFor;
        var total = 0L;
        foreach (var file in new DirectoryInfo(paths.Analyses).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            var isUnfinished = file.Extension == ".tmp";
            total += file.Length;
            if (isUnfinished ? file.LastWriteTimeUtc < oldest : total > options.Value.MaxKnownBytes)
            {
                file.Delete();
            }
        }
    }
}
