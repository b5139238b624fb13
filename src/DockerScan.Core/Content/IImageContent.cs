namespace DockerScan.Core.Content;

/// <summary>The file system of one image, read without starting it. Shared by the scanners of one scan; safe to use concurrently.</summary>
public interface IImageContent : IAsyncDisposable
{
    /// <summary>The index of all entries, made once and shared.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<ImageFileIndex> GetIndexAsync(CancellationToken cancellationToken);

    /// <summary>Reads a regular file at a resolved path, or null when it is not there or not a regular file.</summary>
    /// <param name="path">A path that <see cref="ImageFileIndex.Resolve(string)"/> gave.</param>
    /// <param name="maxBytes">At most this many bytes are kept; more are hashed only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<ImageFile?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAsync"/>, and looks for marks in the whole file, the bytes that are not kept too.</summary>
    /// <param name="path">A path that <see cref="ImageFileIndex.Resolve(string)"/> gave.</param>
    /// <param name="maxBytes">At most this many bytes are kept.</param>
    /// <param name="search">Gets the file piece by piece; <see cref="MarkSearch.Searched"/> says how far it came. A file over the hashing bound is given in its first part only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<ImageFile?> SearchAsync(string path, int maxBytes, MarkSearch search, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the regular files that lie directly in a folder and whose names end so, in one request; not hashed. Null when there is no such
    /// folder, or when they have more than <paramref name="maxBytes"/> in all.
    /// </summary>
    /// <param name="folder">A path that <see cref="ImageFileIndex.Resolve(string)"/> gave. All that is below it is sent by the engine: look at its size first.</param>
    /// <param name="suffix">How names end.</param>
    /// <param name="maxBytes">The most bytes of all these files together.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<IReadOnlyList<ImageFile>?> ReadFolderAsync(string folder, string suffix, long maxBytes, CancellationToken cancellationToken);
}
