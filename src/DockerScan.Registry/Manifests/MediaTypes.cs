namespace DockerScan.Registry.Manifests;

/// <summary>The media types of images.</summary>
internal static class MediaTypes
{
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>What every request accepts. Without the indexes, registries convert, and the digest is not the tag's.</summary>
    public static readonly IReadOnlyList<string> Accepted = [OciIndex, OciManifest, DockerIndex, DockerManifest];

    // The two of the specifications, and what engines take besides (moby, distribution/manifest.go): early clients and some registries wrote
    // these, or none, for every configuration.
    private static readonly string[] Configurations =
        ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json", "application/octet-stream", "application/json", "text/html", ""];

    // Compressed content, scripts and layers of other artifacts never unpack to files.
    private static readonly string[] NoLayers = ["application/vnd.in-toto+json", "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/vnd.wasm.content.layer.v1+wasm"];

    public static bool IsIndex(string? type) => type is OciIndex or DockerIndex;

    public static bool IsManifest(string? type) => type is OciManifest or DockerManifest;

    /// <summary>Whether a manifest's configuration is that of a container image; else it is a chart, a signature or another artifact.</summary>
    public static bool IsImageConfiguration(string? type) => Configurations.Contains(type ?? string.Empty, StringComparer.Ordinal);

    /// <summary>Whether a layer can be one of a container image. Engines look at its first bytes, so most of what is written is taken.</summary>
    public static bool IsLayer(string? type)
        => !IsIndex(type) && !IsManifest(type) && !NoLayers.Contains(type, StringComparer.Ordinal) && type?.EndsWith("+encrypted", StringComparison.Ordinal) != true;

    public static bool IsZstd(string? type) => type?.EndsWith("zstd", StringComparison.Ordinal) == true;

    /// <summary>Layers that stand elsewhere than in the registry, such as Windows' own.</summary>
    public static bool IsForeign(string? type)
        => type is not null && (type.Contains(".rootfs.foreign.", StringComparison.Ordinal) || type.Contains(".layer.nondistributable.", StringComparison.Ordinal));
}
