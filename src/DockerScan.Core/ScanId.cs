using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace DockerScan.Core;

/// <summary>A scan's id: 8 to 32 lower-case letters and digits, so it is safe as a folder name, in a URL and in a chat.</summary>
public readonly record struct ScanId
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private ScanId(string value) => Value = value;

    /// <summary>The id.</summary>
    public string Value { get; }

    /// <summary>Parses an id that a person typed or a store kept.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ScanId id)
    {
        id = default;
        if (text is not { Length: >= 8 and <= 32 } || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        id = new ScanId(text);
        return true;
    }

    /// <summary>Parses an id that is known to be one.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not an id.</exception>
    public static ScanId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("not a scan id");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
