namespace DockerScan.Registry;

/// <summary>The media types of images.</summary>
internal static class MediaTypes
{
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>What every request accepts. Without the indexes, registries convert, and the digest is not the tag's.</summary>
    public static readonly IReadOnlyList<string> Accepted = [OciIndex, OciManifest, DockerIndex, DockerManifest];

    // The last stands in images that very old clients pushed.
    private static readonly string[] Configurations =
        ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json", "application/octet-stream"];

    public static bool IsIndex(string? type) => type is OciIndex or DockerIndex;

    public static bool IsManifest(string? type) => type is OciManifest or DockerManifest;

    /// <summary>Whether a manifest's configuration is that of a container image; else it is a chart, a signature or another artifact.</summary>
    public static bool IsImageConfiguration(string? type) => Configurations.Contains(type, StringComparer.Ordinal);
}
