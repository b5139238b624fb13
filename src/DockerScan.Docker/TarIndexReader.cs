using System.Formats.Tar;
using DockerScan.Core.Content;

namespace DockerScan.Docker;

/// <summary>Reads an archive once into an index, without its contents. Whatever the archive says, no path leaves the root and no bound is passed.</summary>
internal sealed class TarIndexReader(TarIndexLimits limits)
{
    private const string CapabilityAttribute = "SCHILY.xattr.security.capability";
    private const int BlockBytes = 512;
    private const int ModeBits = 0b111_111_111_111;
    private const char Replacement = '\uFFFD';

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
            await using var reader = new TarReader(archive, leaveOpen: true);
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (!Add(entry))
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or OverflowException or ArgumentException)
        {
            _incomplete = $"the archive of the image's files is malformed after {_entries.Count} entries";
        }

        AddImpliedDirectories();
        return new ImageFileIndex(_entries, _incomplete);
    }

    private static ImageEntryKind? Kind(TarEntryType type)
        => type switch
        {
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.SparseFile => ImageEntryKind.File,
            TarEntryType.Directory or TarEntryType.DirectoryList => ImageEntryKind.Directory,
            TarEntryType.SymbolicLink => ImageEntryKind.SymbolicLink,
            TarEntryType.HardLink => ImageEntryKind.HardLink,
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice or TarEntryType.Fifo => ImageEntryKind.Special,
            _ => null,
        };

    // Every container gets this empty file from the engine; a folder or a file with content would be the image's own.
    private static bool IsEngineMade(ImageEntry entry)
        => entry is { Path: "/.dockerenv", Kind: ImageEntryKind.File, SizeBytes: 0 };

    private bool Add(TarEntry entry)
    {
        if (_entries.Count >= limits.MaxEntries)
        {
            return Stop($"it has more than {limits.MaxEntries} entries");
        }

        _bytes += BlockBytes + entry.Length;
        if (_bytes > limits.MaxBytes)
        {
            return Stop($"it is larger than {limits.MaxBytes} bytes");
        }

        if (Kind(entry.EntryType) is not { } kind)
        {
            return true;
        }

        var link = kind is ImageEntryKind.SymbolicLink or ImageEntryKind.HardLink ? entry.LinkName : null;
        if (entry.Name.Length > ImagePath.MaxLength || link?.Length > ImagePath.MaxLength)
        {
            _incomplete ??= $"an entry has a name longer than {ImagePath.MaxLength} characters";
            return true;
        }

        _characters += entry.Name.Length + (link?.Length ?? 0);
        if (_characters > limits.MaxNameCharacters)
        {
            return Stop($"its names have more than {limits.MaxNameCharacters} characters together");
        }

        Keep(Map(entry, kind, link));
        return true;
    }

    private void Keep(ImageEntry entry)
    {
        if (IsEngineMade(entry))
        {
            return;
        }

        // Names that are not UTF-8 are read with replacement characters, so two of them may become one.
        if (!_entries.TryAdd(entry.Path, entry))
        {
            if (entry.Path.Contains(Replacement, StringComparison.Ordinal))
            {
                _incomplete ??= "two files have names that are not text and cannot be told apart";
            }

            _entries[entry.Path] = entry;
        }
    }

    private static ImageEntry Map(TarEntry entry, ImageEntryKind kind, string? link)
        => new(
            ImagePath.Combine("/", entry.Name),
            kind,
            (int)entry.Mode & ModeBits,
            entry.Uid,
            entry.Gid,
            kind == ImageEntryKind.File ? entry.Length : 0,
            link,
            entry is PaxTarEntry pax && pax.ExtendedAttributes.ContainsKey(CapabilityAttribute));

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
