using DockerScan.Core.Content;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Whether what lies there after a run is only a copy of what the image brought along: the same bytes, whatever the place.</summary>
/// <remarks>Bounded: what is not looked at counts as new.</remarks>
internal sealed class ImageOriginals(TargetContent target)
{
    private const int MaxCandidates = 8;
    private const int MaxReads = 200;
    private const int MaxPrograms = 64;
    private const long MaxFileBytes = 64L << 20;

    private readonly Dictionary<string, string?> _hashes = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<long, ImageEntry>> _bySize = new(() => target.Index.Entries.Values
        .Where(entry => entry is { Kind: ImageEntryKind.File, SizeBytes: > 0 and <= MaxFileBytes }).ToLookup(entry => entry.SizeBytes));

    /// <summary>The image's file with the same content, the same path first; null for none.</summary>
    public async Task<string?> FindAsync(DroppedExecutable file, CancellationToken cancellationToken)
    {
        if (file.Sha256 is null)
        {
            return null;
        }

        var own = target.Index.Resolve(file.Path)?.Path;
        var name = ImagePath.Name(file.Path);
        foreach (var entry in _bySize.Value[file.SizeBytes].OrderByDescending(each => each.Path == own).ThenByDescending(each => ImagePath.Name(each.Path) == name)
            .ThenByDescending(each => (each.Mode & ImageEntry.AnyExecute) != 0).ThenBy(each => each.Path, StringComparer.Ordinal).Take(MaxCandidates))
        {
            if (await HashAsync(entry.Path, cancellationToken) == file.Sha256)
            {
                return entry.Path;
            }
        }

        return null;
    }

    /// <summary>The hashes of the image's files from whose path something else may have run: it was changed, replaced or deleted.</summary>
    /// <returns>By path; and of how many paths it is not known.</returns>
    public async Task<(IReadOnlyDictionary<string, string> Hashes, int Unknown)> HashAsync(SandboxRecord record, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = 0;
        foreach (var path in record.InspectEvents.OfType<ProcessEvent>().Where(each => each is { IsMemoryOnly: false, Sha256: not null })
            .Select(ProcessInstance.PathOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (target.Index.Resolve(path) is not { Kind: ImageEntryKind.File } entry)
            {
                continue;
            }

            if (hashes.Count < MaxPrograms && entry.SizeBytes <= MaxFileBytes && await HashAsync(entry.Path, cancellationToken) is { } hash)
            {
                hashes[path] = hash;
            }
            else
            {
                unknown++;
            }
        }

        return (hashes, unknown);
    }

    private async Task<string?> HashAsync(string path, CancellationToken cancellationToken)
    {
        if (!_hashes.TryGetValue(path, out var hash) && _hashes.Count < MaxReads)
        {
            _hashes[path] = hash = (await target.Content.ReadAsync(path, 1, cancellationToken))?.Sha256;
        }

        return hash;
    }
}

/// <summary>The image's files before it ran.</summary>
/// <param name="Content">Their bytes.</param>
/// <param name="Index">What there is.</param>
internal sealed record TargetContent(IImageContent Content, ImageFileIndex Index);
