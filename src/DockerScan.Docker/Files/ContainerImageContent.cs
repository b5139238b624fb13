using Docker.DotNet;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;
using DockerScan.Docker.Sandbox;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Files;

/// <summary>An image's files, through a container that is never started.</summary>
/// <remarks>The engine makes <c>/etc/hosts</c>, <c>/etc/hostname</c>, <c>/etc/resolv.conf</c> and <c>/etc/mtab</c> anew in every container, so the image's own are not seen.</remarks>
internal sealed class ContainerImageContent : IImageContent
{
    private const int MaxParallelReads = 4;
    private static readonly TimeSpan RemoveLimit = TimeSpan.FromSeconds(30);

    private readonly DockerConnection _connection;
    private readonly string _container;
    private readonly string? _copy;
    private readonly TargetImage _image;
    private readonly IndexCache _indexes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _reads = new(MaxParallelReads);
    private readonly Lazy<Task<ImageFileIndex>> _index;
    private int _isDisposed;

    /// <param name="connection">The engine.</param>
    /// <param name="container">The container that is read.</param>
    /// <param name="copy">The copy of the image that it was made from, which goes with it; null for the image itself.</param>
    /// <param name="image">The image.</param>
    /// <param name="indexes">Lists of files that are known.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ContainerImageContent(
        DockerConnection connection, string container, string? copy, TargetImage image, IndexCache indexes, TimeProvider time, ILogger logger)
    {
        _connection = connection;
        _container = container;
        _copy = copy;
        _image = image;
        _indexes = indexes;
        _time = time;
        _logger = logger;
        // Under our own token: a scanner that gives up must not take the index from the others.
        _index = new Lazy<Task<ImageFileIndex>>(() => Task.Run(() => FindIndexAsync(_closed.Token), CancellationToken.None));
    }

    public Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return _index.Value.WaitAsync(cancellationToken);
    }

    public Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
        => ReadAsync("read a file", (client, token) => ContainerFiles.ReadAsync(client, _container, path, maxBytes, token), cancellationToken);

    public Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken)
        => ReadAsync("read a file", (client, token) => ContainerFiles.ReadAsync(client, _container, path, maxBytes, token, search), cancellationToken);

    public Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
        => ReadAsync("read a folder", (client, token) => ContainerFiles.ReadFolderAsync(client, _container, folder, suffix, maxBytes, token), cancellationToken);

    private async Task<T> ReadAsync<T>(string what, Func<IDockerClient, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        await _reads.WaitAsync(cancellationToken);
        try
        {
            return await _connection.CallAsync(what, Timeout.InfiniteTimeSpan, read, cancellationToken);
        }
        finally
        {
            _reads.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _closed.CancelAsync();
        using var limit = new CancellationTokenSource(RemoveLimit, _time);
        try
        {
            await ContainerRemoval.RemoveAsync(_connection, _container, limit.Token);
            if (_copy is not null)
            {
                await ImageLoader.RemoveAsync(_connection, _copy, limit.Token);
            }
        }
        catch (EngineException exception)
        {
            Log.ContainerLeft(_logger, _container, exception.Failure.Message);
        }
        catch (OperationCanceledException)
        {
            Log.ContainerLeft(_logger, _container, "the engine did not answer in 30 s");
        }

        _closed.Dispose();
    }

    private async Task<ImageFileIndex> FindIndexAsync(CancellationToken cancellationToken)
    {
        if (await _indexes.FindAsync(_image, cancellationToken) is { } kept)
        {
            return kept;
        }

        var index = await ReadIndexAsync(cancellationToken);
        await _indexes.KeepAsync(_image, index, cancellationToken);
        return index;
    }

    private async Task<ImageFileIndex> ReadIndexAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var limits = new TarIndexLimits(_connection.Options.MaxIndexEntries, _connection.Options.MaxExportBytes);
        var index = await _connection.CallAsync(
            "read the image's files",
            Timeout.InfiniteTimeSpan,
            async (client, token) =>
            {
                await using var stream = await client.Containers.ExportContainerAsync(_container, token);
                return await new TarIndexReader(limits).ReadAsync(stream, token);
            },
            cancellationToken);
        if (index.Incomplete is { } reason)
        {
            Log.IndexIncomplete(_logger, _image.ContentId, reason);
        }

        Log.Indexed(_logger, index.Entries.Count, _image.ContentId, (long)_time.GetElapsedTime(started).TotalMilliseconds);
        return index;
    }
}
