using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace DockerScan.Core.Images;

/// <summary>A content digest as the OCI image specification writes it: <c>sha256:</c> and 64 lower-case hex digits, or <c>sha512:</c> and 128.</summary>
/// <remarks>The default value is not a digest; <see cref="TryParse"/> is the only way to make one.</remarks>
public readonly record struct ImageDigest
{
    private const int ShortLength = 12;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private ImageDigest(string value) => Value = value;

    /// <summary>The whole digest, algorithm included.</summary>
    public string Value { get; }

    /// <summary>The first 12 hex digits, for people and logs. Never compare by it.</summary>
    public string Abbreviated => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..][..ShortLength];

    /// <summary>Parses a digest. Upper-case hex is refused, as the specification does.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ImageDigest digest)
    {
        digest = default;
        if (text is null || !(HasHex(text, "sha256:", 64) || HasHex(text, "sha512:", 128)))
        {
            return false;
        }

        digest = new ImageDigest(text);
        return true;
    }

    /// <summary>Parses a digest that is known to be one.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a digest.</exception>
    public static ImageDigest Parse(string text)
        => TryParse(text, out var digest) ? digest : throw new FormatException($"not an image digest: {text}");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;

    private static bool HasHex(string text, string prefix, int length)
        => text.Length == prefix.Length + length
            && text.StartsWith(prefix, StringComparison.Ordinal)
            && !text.AsSpan(prefix.Length).ContainsAnyExcept(LowerHex);
}
