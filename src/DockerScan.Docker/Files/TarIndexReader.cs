using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>Reads an archive once into an index, without its contents. Whatever the archive says, no path leaves the root and no bound is passed.</summary>
internal sealed class TarIndexReader(TarIndexLimits limits)
{
    private const int BlockBytes = 512;
    private const int ModeBits = 0b111_111_111_111;
    private const int StandInLength = 3800;

    private readonly Dictionary<string, ImageEntry> _entries = new(StringComparer.Ordinal);
    private string? _incomplete;
    private long _bytes;
    private long _characters;

    /// <summary>Reads to the archive's end or a bound.</summary>
    /// <exception cref="IOException">The stream broke off.</exception>
    public async Task<ImageFileIndex> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        try
        {
            var reader = new TarStreamReader(archive);
            while (await reader.NextAsync(cancellationToken) is { } entry && Add(entry))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (InvalidDataException)
        {
            _incomplete = $"the archive of the image's files is malformed after {_entries.Count} entries";
        }

        HardLinks.Settle(_entries);
        AddImpliedDirectories();
        return new ImageFileIndex(_entries, _incomplete);
    }

    // Of what kind an entry of an unknown type is nobody knows, but that it is there and no file to read.
    private static ImageEntryKind Kind(TarEntryHeader entry)
        => entry.Type switch
        {
            _ when entry.IsFile => ImageEntryKind.File,
            '5' => ImageEntryKind.Directory,
            '2' => ImageEntryKind.SymbolicLink,
            '1' => ImageEntryKind.HardLink,
            _ => ImageEntryKind.Special,
        };

    // Every container gets this empty file from the engine; a folder or a file with content would be the image's own.
    private static bool IsEngineMade(ImageEntry entry)
        => entry is { Path: "/.dockerenv", Kind: ImageEntryKind.File, SizeBytes: 0 };

    private static ImageEntry Map(TarEntryHeader entry, ImageEntryKind kind, string? link)
        => new(
            Shortened(ImagePath.Combine("/", entry.Name)),
            kind,
            entry.Mode & ModeBits,
            entry.Uid,
            entry.Gid,
            kind == ImageEntryKind.File ? entry.Size : 0,
            link,
            entry.HasCapabilities);

    // No path this long can be opened by its name, but through its folders: the file is listed, under a name that leads nowhere.
    private static string Shortened(string path)
        => path.Length <= ImagePath.MaxLength ? path
            : $"{ImagePath.Directory(path[..StandInLength])}/\u2026{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16]}";

    private bool Add(TarEntryHeader entry)
    {
        if (_entries.Count >= limits.MaxEntries)
        {
            return Stop($"it has more than {limits.MaxEntries} entries");
        }

        if (entry.Size > limits.MaxBytes - _bytes - BlockBytes)
        {
            return Stop($"it is larger than {limits.MaxBytes} bytes");
        }

        _bytes += BlockBytes + entry.Size;
        var kind = Kind(entry);
        var link = kind is ImageEntryKind.SymbolicLink or ImageEntryKind.HardLink ? entry.LinkName : null;
        _characters += entry.Name.Length + (link?.Length ?? 0);
        if (_characters > limits.MaxNameCharacters)
        {
            return Stop($"its names have more than {limits.MaxNameCharacters} characters together");
        }

        var mapped = Map(entry, kind, link);
        if (!IsEngineMade(mapped))
        {
            _entries[mapped.Path] = mapped;
        }

        return true;
    }

    private bool Stop(string reason)
    {
        _incomplete = reason;
        return false;
    }

    // Resolving walks folder by folder, so each must be there even if the archive has no entry for it.
    private void AddImpliedDirectories()
    {
        foreach (var path in _entries.Keys.ToArray())
        {
            for (var parent = ImagePath.Directory(path); !_entries.ContainsKey(parent); parent = ImagePath.Directory(parent))
            {
                if (_entries.Count > limits.MaxEntries)
                {
                    _incomplete ??= $"it has more than {limits.MaxEntries} entries";
                    return;
                }

                _entries[parent] = new ImageEntry(parent, ImageEntryKind.Directory, 0b111_101_101, 0, 0, 0);
            }
        }
    }
}

/// <summary>Bounds on an index.</summary>
/// <param name="MaxEntries">How many entries.</param>
/// <param name="MaxBytes">How many bytes of the archive.</param>
internal sealed record TarIndexLimits(int MaxEntries, long MaxBytes)
{
    /// <summary>How many characters all names and link targets may have together: 500,000 names of 4,096 characters would be 4 GB.</summary>
    public long MaxNameCharacters { get; init; } = 48L << 20;
}
