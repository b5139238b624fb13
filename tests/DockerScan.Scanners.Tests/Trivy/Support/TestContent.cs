using DockerScan.Core.Content;

namespace DockerScan.Scanners.Tests.Trivy.Support;

internal sealed class TestContent(params string[] files) : IImageContent
{
    public string? Incomplete { get; init; }

    public static ImageFileIndex Index(string? incomplete, params string[] files)
    {
        var entries = new Dictionary<string, ImageEntry>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var folder = ImagePath.Combine(file, ".."); folder != "/"; folder = ImagePath.Combine(folder, ".."))
            {
                entries[folder] = new ImageEntry(folder, ImageEntryKind.Directory, 0b111_101_101, 0, 0, 0);
            }

            entries[file] = new ImageEntry(file, ImageEntryKind.File, 0b110_100_100, 0, 0, 1);
        }

        return new ImageFileIndex(entries, incomplete);
    }

    public Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken) => Task.FromResult(Index(Incomplete, files));

    public Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken) => Task.FromResult<ImageFile?>(null);

    public Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken) => Task.FromResult<ImageFile?>(null);

    public Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<ImageFile>?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
