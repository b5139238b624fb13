using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace DockerScan.Core.Images;

/// <summary>An image platform, written <c>os/architecture[/variant]</c> with Go's names, e.g. <c>linux/amd64</c> or <c>linux/arm/v7</c>.</summary>
/// <param name="Os">The operating system, e.g. <c>linux</c>.</param>
/// <param name="Architecture">The CPU architecture, e.g. <c>amd64</c>.</param>
/// <param name="Variant">The variant, e.g. <c>v7</c>; null when the platform has none.</param>
public sealed partial record ImagePlatform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>The platform that is scanned when nobody asks for another.</summary>
    public static ImagePlatform Default { get; } = new("linux", "amd64");

    /// <summary>Parses <c>os/architecture[/variant]</c>; each part is at most 32 lower-case letters, digits, dots or dashes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImagePlatform? platform)
    {
        platform = null;
        if (text is null || !Grammar().IsMatch(text))
        {
            return false;
        }

        var parts = text.Split('/');
        platform = Create(parts[0], parts[1], parts.Length == 3 ? parts[2] : null);
        return true;
    }

    /// <summary>Makes a platform with the spellings of other tools folded (<c>x86_64</c>, <c>aarch64</c>, arm64's implied <c>v8</c>).</summary>
    public static ImagePlatform Create(string os, string architecture, string? variant)
    {
        var normal = architecture switch { "x86_64" => "amd64", "aarch64" => "arm64", _ => architecture };
        var isImplied = string.IsNullOrEmpty(variant) || (normal == "arm64" && variant == "v8");
        return new ImagePlatform(os, normal, isImplied ? null : variant);
    }

    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,31}/[a-z0-9][a-z0-9._-]{0,31}(?:/[a-z0-9][a-z0-9._-]{0,31})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Grammar();
}
