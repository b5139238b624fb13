using System.Buffers;
using System.Formats.Tar;
using System.Security.Cryptography;
using DockerScan.Core.Content;

namespace DockerScan.Docker;

/// <summary>Reads the one file that an archive of a single path holds.</summary>
internal static class ArchiveFileReader
{
    /// <summary>Files over this many bytes are not hashed.</summary>
    public const long MaxHashedBytes = 512L << 20;

    private const int BufferBytes = 128 << 10;

    /// <summary>The file, or null when the archive begins with anything but a regular file.</summary>
    /// <exception cref="IOException">The stream broke off.</exception>
    /// <exception cref="InvalidDataException">The stream is not an archive.</exception>
    public static async Task<ImageFile?> ReadAsync(Stream archive, string path, int maxBytes, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        var entry = await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        if (entry?.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
        {
            return null;
        }

        if (entry.DataStream is not { } data || entry.Length == 0)
        {
            return new ImageFile(path, ReadOnlyMemory<byte>.Empty, 0, Hex(SHA256.HashData([])));
        }

        var content = new byte[(int)Math.Min(Math.Max(0, maxBytes), entry.Length)];
        await data.ReadExactlyAsync(content, cancellationToken);
        var hash = entry.Length <= MaxHashedBytes ? await HashAsync(content, data, entry.Length, cancellationToken) : null;
        return new ImageFile(path, content, entry.Length, hash);
    }

    private static async Task<string> HashAsync(byte[] head, Stream rest, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var left = length - head.Length; left > 0;)
            {
                var count = await rest.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferBytes)), cancellationToken);
                if (count == 0)
                {
                    throw new EndOfStreamException("the archive ends before its file does");
                }

                hash.AppendData(buffer, 0, count);
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Hex(hash.GetHashAndReset());
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
