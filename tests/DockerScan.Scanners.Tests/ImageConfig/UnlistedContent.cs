using DockerScan.Core;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Tests.ImageConfig;

/// <summary>An image of which the engine makes no container.</summary>
internal sealed class UnlistedContent : IImageContent
{
    public Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken) => throw Refusal();

    public Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken) => throw Refusal();

    public Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken) => throw Refusal();

    public Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken) => throw Refusal();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static EngineException Refusal() => new(new ScanFailure(FailureKind.EngineUnavailable, "cannot mount volume over existing file"));
}
