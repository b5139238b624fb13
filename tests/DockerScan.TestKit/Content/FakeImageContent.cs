using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Content;

namespace DockerScan.TestKit.Content;

/// <summary>An image's files in memory. Folders above a file are made with it.</summary>
public sealed class FakeImageContent : IImageContent
{
    private readonly Dictionary<string, ImageEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private ImageFileIndex? _index;

    public FakeImageContent() => Directory("/");

    /// <summary>Why the index does not hold everything.</summary>
    public string? Incomplete { get; set; }

    /// <summary>Files over this size get no hash.</summary>
    public long MaxHashedBytes { get; set; } = long.MaxValue;

    /// <summary>What was read, in order.</summary>
    public IList<(string Path, int MaxBytes)> Reads { get; } = [];

    /// <summary>Paths that are in the index but cannot be read.</summary>
    public ISet<string> Unreadable { get; } = new HashSet<string>(StringComparer.Ordinal);

    public ImageFileIndex Index => _index is { } made && made.Incomplete == Incomplete ? made : _index = Make();

    public FakeImageContent File(string path, string text, int mode = 0b111_101_101, int uid = 0, int gid = 0, bool hasCapabilities = false)
        => File(path, Encoding.UTF8.GetBytes(text), mode, uid, gid, hasCapabilities);

    public FakeImageContent File(string path, byte[] bytes, int mode = 0b111_101_101, int uid = 0, int gid = 0, bool hasCapabilities = false)
    {
        _index = null;
        Parents(path);
        _files[path] = bytes;
        _entries[path] = new ImageEntry(path, ImageEntryKind.File, mode, uid, gid, bytes.Length, null, hasCapabilities);
        return this;
    }

    public FakeImageContent Directory(string path, int mode = 0b111_101_101, int uid = 0)
    {
        _index = null;
        Parents(path);
        _entries[path] = new ImageEntry(path, ImageEntryKind.Directory, mode, uid, uid, 0);
        return this;
    }

    public FakeImageContent Link(string path, string target, bool isHard = false)
    {
        _index = null;
        Parents(path);
        _entries[path] = new ImageEntry(path, isHard ? ImageEntryKind.HardLink : ImageEntryKind.SymbolicLink, 0b111_111_111, 0, 0, 0, target);
        return this;
    }

    public Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Index);
    }

    public Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Reads.Add((path, maxBytes));
        if (Unreadable.Contains(path) || !_files.TryGetValue(Index.Find(path)?.Identity ?? path, out var bytes))
        {
            return Task.FromResult<ImageFile?>(null);
        }

        var hash = bytes.Length <= MaxHashedBytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null;
        return Task.FromResult<ImageFile?>(new ImageFile(path, bytes.AsMemory(0, Math.Min(bytes.Length, maxBytes)), bytes.Length, hash));
    }

    public async Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken)
    {
        var file = await ReadAsync(path, maxBytes, cancellationToken);
        search.Next(file is null ? [] : file.Sha256 is null ? file.Content.Span : _files[Index.Find(path)?.Identity ?? path]);
        return file;
    }

    public Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Reads.Add((folder, (int)maxBytes));
        var files = _files.Where(pair => ImagePath.Directory(pair.Key) == folder && pair.Key.EndsWith(suffix, StringComparison.Ordinal))
            .Select(pair => new ImageFile(pair.Key, pair.Value, pair.Value.Length, null)).ToList();
        return Task.FromResult<IReadOnlyList<ImageFile>?>(!_entries.ContainsKey(folder) || files.Sum(file => file.SizeBytes) > maxBytes ? null : files);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ImageFileIndex Make()
    {
        var entries = new Dictionary<string, ImageEntry>(_entries, StringComparer.Ordinal);
        HardLinks.Settle(entries);
        return new ImageFileIndex(entries, Incomplete);
    }

    private void Parents(string path)
    {
        for (var folder = ImagePath.Directory(path); folder != path && !_entries.ContainsKey(folder); path = folder, folder = ImagePath.Directory(folder))
        {
            _entries[folder] = new ImageEntry(folder, ImageEntryKind.Directory, 0b111_101_101, 0, 0, 0);
        }
    }
}
