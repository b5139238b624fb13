using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Docker;

/// <summary>Turns the engine's answers into our records.</summary>
internal static class ImageMapper
{
    public static TargetImage ToTarget(ImageReference reference, ImageInspectResponse image, IList<ImageHistoryResponse> history)
    {
        if (!ImageDigest.TryParse(image.ID, out var id))
        {
            throw new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "The container engine gave an image without an id"));
        }

        return new TargetImage
        {
            Reference = reference,
            Digest = ImageNames.DigestIn(reference, image.RepoDigests),
            ImageId = id,
            Platform = Platform(image),
            SizeBytes = image.Size,
            LayerCount = image.RootFS?.Layers?.Count ?? 0,
            Configuration = Configuration(image, history),
        };
    }

    public static ImagePlatform Platform(ImageInspectResponse image)
        => ImagePlatform.Create(
            Given(image.Os, ImagePlatform.Default.Os), Given(image.Architecture, "unknown"), string.IsNullOrEmpty(image.Variant) ? null : image.Variant);

    /// <summary>Whether an image's platform is the one asked for; a variant that nobody asked for does not matter.</summary>
    public static bool Matches(ImagePlatform asked, ImagePlatform actual)
        => asked.Os == actual.Os && asked.Architecture == actual.Architecture && (asked.Variant is null || asked.Variant == actual.Variant);

    private static ImageConfiguration Configuration(ImageInspectResponse image, IList<ImageHistoryResponse> history)
    {
        var config = image.Config ?? new DockerOCIImageConfig();
        return new ImageConfiguration
        {
            User = config.User ?? string.Empty,
            Entrypoint = Words(config.Entrypoint),
            Command = Words(config.Cmd),
            Environment = Words(config.Env),
            WorkingDirectory = config.WorkingDir ?? string.Empty,
            ExposedPorts = Keys(config.ExposedPorts),
            Volumes = Keys(config.Volumes),
            OnBuild = Words(config.OnBuild),
            HealthCheck = Words(config.Healthcheck?.Test),
            Shell = Words(config.Shell),
            Labels = config.Labels is null ? new Dictionary<string, string>() : new Dictionary<string, string>(config.Labels, StringComparer.Ordinal),
            History = [.. history.Reverse().Select(Entry)],
            CreatedAt = CreatedAt(image.Created),
        };
    }

    // The engine's history does not carry empty_layer; a step that changed no file has the size 0.
    private static HistoryEntry Entry(ImageHistoryResponse step)
        => new(step.CreatedBy ?? string.Empty, string.IsNullOrEmpty(step.Comment) ? null : step.Comment, step.Size == 0);

    // Go's zero time stands for "does not say".
    private static DateTimeOffset? CreatedAt(DateTime? created)
        => created is { Year: > 1 } value ? new DateTimeOffset(DateTime.SpecifyKind(value.ToUniversalTime(), DateTimeKind.Utc)) : null;

    private static string Given(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text;

    private static List<string> Words(IEnumerable<string>? words) => [.. words ?? []];

    private static List<string> Keys<T>(IDictionary<string, T>? map) => [.. (map?.Keys ?? []).Order(StringComparer.Ordinal)];
}
