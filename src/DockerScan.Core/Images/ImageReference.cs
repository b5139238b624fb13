using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace DockerScan.Core.Images;

/// <summary>
/// An image reference, normalised as Docker does: <c>redis:7</c> is <c>docker.io/library/redis:7</c>.
/// Invariant: made by <see cref="TryParse"/> only, so no part can begin with a dash or hold white space.
/// </summary>
/// <remarks>Grammar and normalising: distribution/reference, regexp.go and normalize.go.</remarks>
public sealed record ImageReference
{
    /// <summary>The registry that Docker means when none is named.</summary>
    public const string DockerHub = "docker.io";

    // All of them are the same registry; the second is where its API is, the others stand in addresses and old configurations.
    private static readonly string[] DockerHubNames = [DockerHub, "registry-1.docker.io", "index.docker.io", "registry.hub.docker.com", "hub.docker.com", "registry.docker.io"];

    private const string Official = "library/";
    private const int ShortestId = 12;
    private const int LongestId = 64;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    internal ImageReference(string registry, string path, string? tag, ImageDigest? digest)
        => (Registry, Path, Tag, Digest) = (registry, path, tag, digest);

    /// <summary>The registry's host name and, if any, port: <c>docker.io</c>, <c>localhost:5000</c>.</summary>
    public string Registry { get; }

    /// <summary>The repository's path in its registry: <c>library/redis</c>.</summary>
    public string Path { get; }

    /// <summary>The tag; <c>latest</c> when neither tag nor digest was given; null when only a digest was.</summary>
    public string? Tag { get; }

    /// <summary>The digest that was asked for. It wins over <see cref="Tag"/>.</summary>
    public ImageDigest? Digest { get; }

    /// <summary>Registry and path: <c>docker.io/library/redis</c>.</summary>
    public string Repository => $"{Registry}/{Path}";

    /// <summary>The short form that people type: <c>redis:7</c>; of an image id, its digits.</summary>
    public string Familiar => IsWholeId ? "sha256:" + ImageId : ImageId ?? Suffix(FamiliarName());

    /// <summary>
    /// The hex digits, 12 to 64, when this can be the id of an image in the engine: then the engine is asked for that first. Null for all other names.
    /// </summary>
    public string? ImageId
        => Registry == DockerHub && Digest is null && Tag == "latest" && Path.StartsWith(Official, StringComparison.Ordinal)
            && Path.Length - Official.Length is >= ShortestId and <= LongestId && !Path.AsSpan(Official.Length).ContainsAnyExcept(LowerHex)
            ? Path[Official.Length..] : null;

    /// <summary>True for all 64 digits of an image id, which no registry has as a name.</summary>
    public bool IsWholeId => ImageId is { Length: LongestId };

    /// <summary>Whether a host is Docker Hub under one of its names.</summary>
    public static bool IsDockerHub(string host) => DockerHubNames.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Parses and normalises a reference.</summary>
    /// <param name="text">What a person typed.</param>
    /// <param name="reference">The reference, if it is one.</param>
    /// <param name="problem">Else what is wrong and, where there is one, the nearest right form.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out ReferenceProblem? problem)
        => ImageReferenceParser.TryParse(text, out reference, out problem);

    /// <summary>Parses a reference that is known to be one.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a reference.</exception>
    public static ImageReference Parse(string text)
        => TryParse(text, out var reference, out var problem) ? reference : throw new FormatException($"not an image reference: {problem.Fault}");

    /// <summary>The same repository at a digest, without a tag.</summary>
    public ImageReference At(ImageDigest digest) => new(Registry, Path, null, digest);

    /// <summary>The whole canonical form.</summary>
    public override string ToString() => Suffix(Repository);

    // A path that begins like a host, or nested below library/, would be read as another repository when shortened.
    private string FamiliarName()
    {
        var isOfficial = Path.StartsWith(Official, StringComparison.Ordinal) && Path.LastIndexOf('/') == Official.Length - 1;
        var name = isOfficial ? Path[Official.Length..] : Path;
        // 64 hex digits with a tag are refused as a mistaken image id.
        return Registry == DockerHub && name.Length != LongestId && TryParse(name, out var read, out _) && read.Repository == Repository ? name : Repository;
    }

    private string Suffix(string name)
        => name + (Tag is null ? string.Empty : ":" + Tag) + (Digest is { } digest ? "@" + digest.Value : string.Empty);
}
