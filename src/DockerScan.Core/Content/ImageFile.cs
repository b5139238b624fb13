namespace DockerScan.Core.Content;

/// <summary>A file's bytes, read out of an image.</summary>
/// <param name="Path">Its path in the image.</param>
/// <param name="Content">Its first bytes, at most as many as were asked for.</param>
/// <param name="SizeBytes">Its whole size.</param>
/// <param name="Sha256">The lower-case hex SHA-256 of the whole file; null when the file is over the hashing bound.</param>
public sealed record ImageFile(string Path, ReadOnlyMemory<byte> Content, long SizeBytes, string? Sha256)
{
    /// <summary>The permission bits, set-uid and set-gid included; null where they were not asked for.</summary>
    public int? Mode { get; init; }

    /// <summary>True when <see cref="Content"/> is not the whole file.</summary>
    public bool IsTruncated => Content.Length < SizeBytes;
}
