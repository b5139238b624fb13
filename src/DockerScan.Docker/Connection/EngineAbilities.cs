using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Docker.Connection;

/// <summary>What an engine of a version can unpack, so that a person is told before the pull and not in the engine's words after it.</summary>
internal sealed class EngineAbilities(DockerConnection connection)
{
    // Docker Engine 23.0 was the first to read zstd (moby/moby#44305 and its release notes).
    private const int FirstWithZstd = 23;
    private const string DockerEngine = "Engine";

    /// <summary>Why the engine cannot unpack an image; null when it can, or when nobody knows.</summary>
    public async Task<ScanFailure?> RefuseAsync(RegistryImage image, CancellationToken cancellationToken)
    {
        if (!image.HasZstdLayers)
        {
            return null;
        }

        var version = await connection.CallAsync("ask for the version", (client, token) => client.System.GetVersionAsync(token), cancellationToken);
        // Other engines with the same protocol (Podman) count their versions otherwise.
        var text = version.Components?.FirstOrDefault(component => component.Name == DockerEngine)?.Version;
        return Refuse(image, text);
    }

    /// <param name="image">The image.</param>
    /// <param name="version">Docker Engine's version, such as <c>20.10.24+dfsg1</c>; null for another engine.</param>
    internal static ScanFailure? Refuse(RegistryImage image, string? version)
    {
        if (!int.TryParse(version?.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major))
        {
            return null;
        }

        var name = DisplayText.Clean(image.Reference.Familiar, 120);
        var engine = DisplayText.Clean(version, 40);
        return image.HasZstdLayers && major < FirstWithZstd
            ? new ScanFailure(
                FailureKind.Unsupported, $"{name} has layers compressed with zstd, which this engine ({engine}) cannot unpack; use Docker Engine {FirstWithZstd} or newer, or an image with gzip layers")
            : null;
    }
}
