using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>The beginnings of the files that a start command names. Those that were read before are not read again.</summary>
internal sealed class FileHeads(IImageContent content)
{
    private const int MaxReads = 50;
    private readonly Dictionary<string, FileHead?> _known = new(StringComparer.Ordinal);
    private int _reads;

    /// <summary>Keeps what a file that was read already begins with.</summary>
    public void Keep(string path, ReadOnlySpan<byte> bytes) => _known[path] = FileHead.Of(bytes);

    /// <summary>The beginning of a file; null when it cannot be read, or when too many were.</summary>
    public async Task<FileHead?> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(path, out var head) && _reads++ < MaxReads)
        {
            var file = await content.ReadAsync(path, FileHead.Length, cancellationToken);
            _known[path] = head = file is null ? null : FileHead.Of(file.Content.Span);
        }

        return head;
    }
}
