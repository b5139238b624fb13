using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Docker.Images;

/// <summary>Turns the engine's answers into our records.</summary>
internal static class ImageMapper
{
    private const string Unknown = "unknown";

    /// <param name="reference">What was asked for.</param>
    /// <param name="image">The engine's answer.</param>
    /// <param name="history">Its history.</param>
    /// <param name="assumed">The platform of an image that names none.</param>
    public static TargetImage ToTarget(ImageReference reference, ImageInspectResponse image, IList<ImageHistoryResponse> history, ImagePlatform assumed)
    {
        if (!ImageDigest.TryParse(image.ID, out var id))
        {
            throw new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "The container engine gave an image without an id"));
        }

        var layers = Layers(image);
        return new TargetImage
        {
            Reference = reference,
            Digest = ImageNames.DigestIn(reference, image.RepoDigests),
            ImageId = id,
            Platform = Platform(image, assumed),
            SizeBytes = image.Size,
            LayerCount = image.RootFS?.Layers?.Count ?? 0,
            Layers = layers,
            Chain = LayerChain.Of(layers) is [.., var chain] ? chain : null,
            Configuration = Configuration(image, history),
        };
    }

    // All of them or none: with one left out the others would be taken for other steps.
    private static IReadOnlyList<string> Layers(ImageInspectResponse image)
        => image.RootFS?.Layers is { Count: <= LayerChain.MaxLayers } layers && layers.All(layer => ImageDigest.TryParse(layer, out _)) ? [.. layers] : [];

    /// <summary>An image's platform. The parts that it does not name are assumed; what is no platform by the grammar is an unknown one.</summary>
    public static ImagePlatform Platform(ImageInspectResponse image, ImagePlatform assumed)
    {
        if (string.IsNullOrEmpty(image.Architecture))
        {
            return string.IsNullOrEmpty(image.Os) ? assumed : ImagePlatform.Create(Known(image.Os), assumed.Architecture, assumed.Variant);
        }

        var os = string.IsNullOrEmpty(image.Os) ? assumed.Os : image.Os;
        return ImagePlatform.TryParse(string.IsNullOrEmpty(image.Variant) ? $"{os}/{image.Architecture}" : $"{os}/{image.Architecture}/{image.Variant}", out var platform)
            ? platform
            : new ImagePlatform(Known(os), Unknown);
    }

    private static string Known(string os) => ImagePlatform.TryParse($"{os}/{Unknown}", out var platform) ? platform.Os : Unknown;

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

    private static List<string> Words(IEnumerable<string>? words) => [.. words ?? []];

    private static List<string> Keys<T>(IDictionary<string, T>? map) => [.. (map?.Keys ?? []).Order(StringComparer.Ordinal)];
}
