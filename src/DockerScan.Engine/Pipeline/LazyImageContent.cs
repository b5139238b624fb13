using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;

namespace DockerScan.Engine.Pipeline;

/// <summary>Opens an image's content when the first scanner asks for it, so that Trivy need not wait for a container.</summary>
internal sealed class LazyImageContent(IImageEngine engine, TargetImage image, ScanId scan, CancellationToken lifetime) : IImageContent
{
    private readonly Lock _lock = new();
    private Task<IImageContent>? _content;

    public async Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken) => await (await OpenAsync(cancellationToken)).GetIndexAsync(cancellationToken);

    public async Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
        => await (await OpenAsync(cancellationToken)).ReadAsync(path, maxBytes, cancellationToken);

    public async Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken)
        => await (await OpenAsync(cancellationToken)).SearchAsync(path, maxBytes, search, cancellationToken);

    public async Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
        => await (await OpenAsync(cancellationToken)).ReadFolderAsync(folder, suffix, maxBytes, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_content is null)
        {
            return;
        }

        // Waits also when the scan was cancelled in between: a container that was just made must be removed.
        await ((Task)_content).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_content.IsCompletedSuccessfully)
        {
            await (await _content).DisposeAsync();
        }
    }

    private Task<IImageContent> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // The container belongs to the scan, so one scanner's time limit must not end it for the others.
            _content ??= engine.OpenContentAsync(image, scan, lifetime);
        }

        return _content.WaitAsync(cancellationToken);
    }
}
