using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>Reads the files of one folder out of an archive of it.</summary>
internal static class ArchiveFolderReader
{
    /// <summary>The regular files directly in the folder whose names end so; null when the archive is of no folder, or they have more than <paramref name="maxBytes"/> in all.</summary>
    /// <exception cref="IOException">The stream broke off.</exception>
    /// <exception cref="InvalidDataException">The stream is not an archive.</exception>
    public static async Task<IReadOnlyList<ImageFile>?> ReadAsync(Stream archive, string folder, string suffix, long maxBytes, CancellationToken cancellationToken)
    {
        var reader = new TarStreamReader(archive);
        if (await reader.NextAsync(cancellationToken) is not { Type: '5' })
        {
            return null;
        }

        List<ImageFile> files = [];
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            if (Name(entry.Name) is not { } name || !name.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }

            // A further name of a file that was sent before.
            if (entry.Type == '1' && Name(entry.LinkName) is { } first && files.Find(file => ImagePath.Name(file.Path) == first) is { } same)
            {
                files.Add(same with { Path = ImagePath.Combine(folder, name) });
                continue;
            }

            if (!entry.IsFile)
            {
                continue;
            }

            if (entry.Size > maxBytes)
            {
                return null;
            }

            maxBytes -= entry.Size;
            files.Add(new ImageFile(ImagePath.Combine(folder, name), await ContentAsync(reader, (int)entry.Size, cancellationToken), entry.Size, null));
        }

        return files;
    }

    // The engine's entries are FOLDER/NAME; what lies deeper is not asked for.
    private static string? Name(string entry)
        => entry.Split('/') is [_, { Length: > 0 } name] && name is not ("." or "..") ? name : null;

    private static async Task<byte[]> ContentAsync(TarStreamReader reader, int size, CancellationToken cancellationToken)
    {
        var content = new byte[size];
        for (var filled = 0; filled < content.Length;)
        {
            filled += await reader.ReadContentAsync(content.AsMemory(filled), cancellationToken);
        }

        return content;
    }
}
