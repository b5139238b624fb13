using System.Buffers;
using System.Security.Cryptography;
using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>Reads the one file that an archive of a single path holds, or one of a folder's.</summary>
internal static class ArchiveFileReader
{
    /// <summary>Files over this many bytes are not hashed.</summary>
    public const long MaxHashedBytes = 512L << 20;

    private const int BufferBytes = 128 << 10;

    /// <summary>The file, or null when the archive begins with anything but a regular file, or when the archive is of its folder and does not hold it.</summary>
    /// <exception cref="IOException">The stream broke off.</exception>
    /// <exception cref="InvalidDataException">The stream is not an archive.</exception>
    public static async Task<ImageFile?> ReadAsync(Stream archive, string path, int maxBytes, CancellationToken cancellationToken, MarkSearch? search = null, bool isOfFolder = false)
    {
        var reader = new TarStreamReader(archive);
        if (await FindAsync(reader, isOfFolder ? ImagePath.Name(path) : null, cancellationToken) is not { IsFile: true } entry)
        {
            return null;
        }

        var content = new byte[(int)Math.Min(Math.Max(0, maxBytes), entry.Size)];
        for (var filled = 0; filled < content.Length;)
        {
            filled += await reader.ReadContentAsync(content.AsMemory(filled), cancellationToken);
        }

        search?.Next(content);
        var hash = entry.Size <= MaxHashedBytes ? await HashAsync(content, reader, search, cancellationToken) : null;
        return new ImageFile(path, content, entry.Size, hash) { Mode = entry.Mode };
    }

    // Of a folder the entries are FOLDER/NAME; without a name the first one is meant.
    private static async Task<TarEntryHeader?> FindAsync(TarStreamReader reader, string? name, CancellationToken cancellationToken)
    {
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            if (name is null || (entry.Name.Split('/') is [_, var found] && found == name))
            {
                return entry;
            }
        }

        return null;
    }

    private static async Task<string> HashAsync(byte[] head, TarStreamReader rest, MarkSearch? search, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await rest.ReadContentAsync(buffer, cancellationToken) is > 0 and var count)
            {
                hash.AppendData(buffer, 0, count);
                search?.Next(buffer.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
