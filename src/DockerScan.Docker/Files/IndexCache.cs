using System.Text.Json;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Docker.Files;

/// <summary>
/// The indexes of images seen before, a file each: an image's id is the hash of its content, so its index never changes.
/// A file that cannot be used is no failure: the image is read again. Safe to use from several processes.
/// </summary>
internal sealed class IndexCache(IOptions<DockerOptions> options, TimeProvider time, ILogger<IndexCache> logger)
{
    // Raised whenever an index of today would say something else than one that was kept.
    private const int Version = 2;

    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    private string Folder => options.Value.IndexCacheDirectory;

    private bool IsOff => Folder.Length == 0 || options.Value.MaxIndexCacheBytes == 0;

    /// <summary>The index of an image, or null when it is not kept.</summary>
    public async Task<ImageFileIndex?> FindAsync(TargetImage image, CancellationToken cancellationToken)
    {
        if (IsOff || !File.Exists(PathOf(image)))
        {
            return null;
        }

        try
        {
            var kept = await KeptIndexFile.ReadAsync(PathOf(image), cancellationToken);
            if (kept.Version != Version || kept.Image != NameOf(image) || kept.Entries.Count > options.Value.MaxIndexEntries)
            {
                return null;
            }

            File.SetLastWriteTimeUtc(PathOf(image), time.GetUtcNow().UtcDateTime);
            return new ImageFileIndex(kept.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal), Incomplete: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            Log.IndexNotRead(logger, exception, image.ImageId.Abbreviated);
            return null;
        }
    }

    /// <summary>Keeps a complete index; one that met a bound is made again, because bounds can be changed.</summary>
    public async Task KeepAsync(TargetImage image, ImageFileIndex index, CancellationToken cancellationToken)
    {
        if (IsOff || index.Incomplete is not null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Folder);
            await KeptIndexFile.WriteAsync(PathOf(image), new KeptIndex(Version, NameOf(image), [.. index.Entries.Values]), cancellationToken);
            Prune();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.IndexNotKept(logger, exception, image.ImageId.Abbreviated);
        }
    }

    private static string NameOf(TargetImage image) => $"{image.ImageId.Value} {image.Platform}";

    // Both are parsed types, but neither may ever lead out of the folder.
    private string PathOf(TargetImage image) => Path.Combine(Folder, NameOf(image).Replace(':', '-').Replace('/', '-').Replace(' ', '_') + ".json");

    // The oldest go first; an unfinished file is one that a killed process left.
    private void Prune()
    {
        var oldest = time.GetUtcNow().UtcDateTime - UnfinishedFor;
        var total = 0L;
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            var isUnfinished = file.Extension == ".tmp";
            total += file.Length;
            if (isUnfinished ? file.LastWriteTimeUtc < oldest : total > options.Value.MaxIndexCacheBytes)
            {
                file.Delete();
            }
        }
    }
}
