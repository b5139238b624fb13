using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>What the image calls itself in its os-release (os-release(5)). The image's word, cleaned: it names a system, it proves none.</summary>
/// <param name="Id">The lower-case word, e.g. <c>azurelinux</c>.</param>
/// <param name="Version">Its version; empty without one.</param>
/// <param name="Name">The name for people.</param>
internal sealed record OsRelease(string Id, string Version, string Name)
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxText = 60;

    private static readonly string[] Files = ["/etc/os-release", "/usr/lib/os-release"];

    /// <summary>Reads it; null without one, or one without an <c>ID</c>.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<OsRelease?> ReadAsync(IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
    {
        foreach (var path in Files)
        {
            if (index.Resolve(path) is { Kind: ImageEntryKind.File } entry)
            {
                return await content.ReadAsync(entry.Path, MaxBytes, cancellationToken) is { } file ? Parse(Encoding.UTF8.GetString(file.Content.Span)) : null;
            }
        }

        return null;
    }

    /// <summary>Parses it. The last assignment of a name counts, as in a shell.</summary>
    public static OsRelease? Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#' && line[..equals] is "ID" or "VERSION_ID" or "NAME")
            {
                values[line[..equals]] = DisplayText.Clean(Unquote(line[(equals + 1)..].Trim()), MaxText).Trim();
            }
        }

        return values.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new OsRelease(id.ToLowerInvariant(), values.GetValueOrDefault("VERSION_ID", string.Empty), values.GetValueOrDefault("NAME") is { Length: > 0 } name ? name : id)
            : null;
    }

    private static string Unquote(string value)
        => value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
