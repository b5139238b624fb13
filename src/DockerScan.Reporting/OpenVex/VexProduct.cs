using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Reporting.OpenVex;

/// <summary>What a product or subcomponent of a statement is to an acceptance. Where it says less than it means, it is not taken: an acceptance must not reach further.</summary>
/// <param name="Repository">Which repositories.</param>
/// <param name="Location">Which package; null for the whole image.</param>
/// <param name="Version">Which version of it; null for each.</param>
/// <param name="Digest">Which image; null for each.</param>
internal sealed record VexProduct(string Repository, string? Location = null, string? Version = null, ImageDigest? Digest = null)
{
    private const string Scheme = "pkg:";

    /// <summary>A product by its identifier, or why it is not taken.</summary>
    public static (VexProduct? Product, string? Problem) Read(string identifier)
    {
        if (!identifier.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return identifier.Contains("://", StringComparison.Ordinal) || !IsWithHost(identifier) ? (null, "name a product by something else than a package URL or an image") : Image(identifier, null);
        }

        var type = identifier[Scheme.Length..].Split('/', 2)[0].ToLowerInvariant();
        if (type is not ("oci" or "docker"))
        {
            return Package(identifier) is { } package ? (package, null) : (null, "have a package URL that cannot be read");
        }

        var name = PackageUrl.WithoutVersion(identifier).Split('/')[^1];
        var version = VersionOf(identifier);
        if (Qualifier(identifier, "repository_url") is not { Length: > 0 } url)
        {
            return (null, "name an image without its repository (repository_url)");
        }

        var repository = url[(url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].TrimEnd('/');
        repository = repository.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase) || repository == name ? repository : $"{repository}/{name}";
        // A tag or an architecture alone would be widened to all of them.
        return version is null && (Qualifier(identifier, "tag") ?? Qualifier(identifier, "arch")) is not null ? (null, "hold for one tag or architecture alone") : Image(repository, version);
    }

    /// <summary>A package by its package URL; null when it is none.</summary>
    public static VexProduct? Package(string identifier)
    {
        var package = PackageUrl.WithoutVersion(identifier);
        return package.StartsWith(Scheme, StringComparison.Ordinal) && package.IndexOf('/', StringComparison.Ordinal) is > 4 and var slash && slash < package.Length - 1
            ? new VexProduct(OpenVexWriter.Everywhere, PackageUrl.AsInKeys(package), VersionOf(identifier)) : null;
    }

    private static bool IsWithHost(string text) => text.Split('/', 2) is [var host, _] && host.AsSpan().ContainsAny('.', ':');

    private static (VexProduct? Product, string? Problem) Image(string name, string? version)
    {
        var text = version is null ? name : $"{name}@{version}";
        if (!ImageReference.TryParse(text, out var reference, out _))
        {
            return version is not null && ImageReference.TryParse($"{name}:{version}", out _, out _)
                ? (null, "hold for one tag or architecture alone") : (null, "name an image that cannot be read");
        }

        var hasTag = reference.Digest is null && text.AsSpan(text.LastIndexOf('/') + 1).Contains(':');
        return hasTag ? (null, "hold for one tag or architecture alone") : (new VexProduct(reference.Repository, Digest: reference.Digest), null);
    }

    // Behind the name and before qualifiers and subpath; RPM's and Debian's epoch is a qualifier.
    private static string? VersionOf(string identifier)
    {
        var end = identifier.AsSpan().IndexOfAny('?', '#');
        var rest = (end < 0 ? identifier : identifier[..end])[PackageUrl.WithoutVersion(identifier).Length..];
        var version = rest.Length > 1 ? Uri.UnescapeDataString(rest[1..]) : null;
        return version is not null && Qualifier(identifier, "epoch") is { Length: > 0 } epoch && epoch != "0" && !version.StartsWith(epoch + ":", StringComparison.Ordinal) ? $"{epoch}:{version}" : version;
    }

    private static string? Qualifier(string identifier, string name)
    {
        var from = identifier.IndexOf('?', StringComparison.Ordinal);
        var text = from < 0 ? string.Empty : identifier[(from + 1)..].Split('#')[0];
        return text.Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase)) is [_, var value]
            ? Uri.UnescapeDataString(value) : null;
    }
}
