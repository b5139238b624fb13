using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DockerScan.Core.Images;

/// <summary>An image platform, written <c>os/architecture[/variant]</c> with Go's names, e.g. <c>linux/amd64</c> or <c>linux/arm/v7</c>.</summary>
/// <param name="Os">The operating system, e.g. <c>linux</c>.</param>
/// <param name="Architecture">The CPU architecture, e.g. <c>amd64</c>.</param>
/// <param name="Variant">The variant, e.g. <c>v7</c>; null when the platform names none.</param>
public sealed record ImagePlatform(string Os, string Architecture, string? Variant = null)
{
    private const int MaxParts = 3;
    private const int MaxPart = 32;
    private static readonly SearchValues<char> PartCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The platform that is scanned when nobody asks for another, and of an image that names none: an engine takes it for its own.</summary>
    public static ImagePlatform Default { get; } = new("linux", "amd64");

    /// <summary>Parses <c>os/architecture[/variant]</c>; each part is at most 32 letters, digits, dots or dashes, capitals folded.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImagePlatform? platform)
    {
        platform = null;
        var parts = text?.Split('/', MaxParts + 1) ?? [];
        if (parts.Length is < 2 or > MaxParts || !Array.TrueForAll(parts, IsPart))
        {
            return false;
        }

        platform = Create(parts[0], parts[1], parts.Length == 3 ? parts[2] : null);
        return true;
    }

    /// <summary>Makes a platform with the spellings of other tools folded, as engines do (containerd/platforms, database.go): capitals, <c>x86_64</c>, <c>aarch64</c>, <c>armhf</c>, a variant <c>7</c>, and what is implied (arm64's <c>v8</c>, amd64's <c>v1</c>).</summary>
    public static ImagePlatform Create(string os, string architecture, string? variant)
    {
        var lower = architecture.ToLower(CultureInfo.InvariantCulture);
        var named = (variant ?? string.Empty).ToLower(CultureInfo.InvariantCulture);
        var (normal, implied) = lower switch
        {
            "x86_64" or "x86-64" => ("amd64", "v1"),
            "aarch64" => ("arm64", "v8"),
            "armhf" => ("arm", "v7"),
            "armel" => ("arm", "v6"),
            "i386" => ("386", string.Empty),
            _ => (lower, string.Empty),
        };
        named = named.Length == 0 ? implied : named.Length == 1 && char.IsAsciiDigit(named[0]) ? "v" + named : named;
        var isImplied = named.Length == 0 || (normal, named) is ("arm64", "v8") or ("amd64", "v1");
        return new ImagePlatform(os.ToLower(CultureInfo.InvariantCulture), normal, isImplied ? null : named);
    }

    /// <summary>
    /// How far an offered platform is from this one, as engines choose from an index: 0 is this very one, more is an older variant that runs
    /// on it (<c>arm/v6</c> for <c>arm/v7</c>), null is one that an engine does not take. A plain <c>arm</c> is <c>v7</c>.
    /// </summary>
    public int? DistanceTo(ImagePlatform offered)
        => offered.Os != Os || offered.Architecture != Architecture ? null
            : Version is { } wanted && offered.Version is { } given ? (given <= wanted ? wanted - given : null)
            : Variant == offered.Variant ? 0 : null;

    /// <summary>Whether an image that stands alone, outside of an index, may be taken for this platform. Engines compare variants only where both are named.</summary>
    public bool Allows(ImagePlatform actual)
        => actual.Os == Os && actual.Architecture == Architecture
            && (Variant is null || actual.Variant is null || DistanceTo(actual) is not null);

    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    // The variant as a number, what is implied included; null for those that have no order.
    private int? Version
        => (Architecture, Variant) switch
        {
            ("amd64", null) => 1,
            ("arm", null) => 7,
            ("arm64", null) => 8,
            ("amd64" or "arm" or "arm64", ['v', >= '1' and <= '9'] single) => single[1] - '0',
            _ => null,
        };

    // By hand: what a pattern is made of would be compiled at every start, for this alone.
    private static bool IsPart(string part)
        => part.Length is > 0 and <= MaxPart && char.IsAsciiLetterOrDigit(part[0]) && part.AsSpan().IndexOfAnyExcept(PartCharacters) < 0;
}
