using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Documents;

/// <summary>Reads what was asked for and the image that it was asked of.</summary>
public static class StoredScan
{
    public static ScanRequest Request(JsonElement element)
    {
        var request = new StoredObject(element);
        return new ScanRequest(
            request.Has("reference", out var reference) ? Reference(reference) : null!,
            PlatformOrNull(request, "platform"),
            request.Has("options", out var options) ? Options(new StoredObject(options)) : null!,
            request.Given("requestedBy")!)
        {
            Priority = (ScanPriority)request.Choice(typeof(ScanPriority), "priority"),
        };
    }

    public static void Write(Utf8JsonWriter writer, ScanRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("reference", request.Reference.ToString());
        if (request.Platform is { } platform)
        {
            writer.WriteStartObject("platform");
            writer.WriteString("os", platform.Os);
            writer.WriteString("architecture", platform.Architecture);
            if (platform.Variant is { } variant)
            {
                writer.WriteString("variant", variant);
            }

            writer.WriteEndObject();
        }

        writer.WriteStartObject("options");
        writer.WriteBoolean("force", request.Options.Force);
        writer.WriteBoolean("sandbox", request.Options.Sandbox);
        if (request.Options.WindowSeconds is { } seconds)
        {
            writer.WriteNumber("windowSeconds", seconds);
        }

        writer.WriteEndObject();
        writer.WriteString("requestedBy", request.RequestedBy);
        writer.WriteString("priority", request.Priority switch { ScanPriority.Person => "person", ScanPriority.Schedule => "schedule" });
        writer.WriteEndObject();
    }

    public static TargetImage Image(JsonElement element)
    {
        var image = new StoredObject(element);
        return new TargetImage
        {
            Reference = Reference(image.Needed("reference")),
            Digest = image.HasValue("digest", out var digest) ? Digest(digest) : null,
            ImageId = Digest(image.Needed("imageId")),
            Platform = Platform(image.Needed("platform")),
            SizeBytes = image.Needed("sizeBytes").GetInt64(),
            LayerCount = image.Needed("layerCount").GetInt32(),
            Layers = image.Texts("layers"),
            Chain = image.TextOrNull("chain"),
            Configuration = Configuration(image.Needed("configuration")),
            WasPulled = image.Flag("wasPulled"),
        };
    }

    public static ImageReference Reference(JsonElement element)
        => ImageReference.TryParse(element.GetString(), out var reference, out _) ? reference : throw new JsonException($"not a {nameof(ImageReference)}");

    /// <summary>As it was: spellings that the grammar would refuse or fold are kept.</summary>
    public static ImagePlatform Platform(JsonElement element)
    {
        var platform = new StoredObject(element);
        return new ImagePlatform(platform.Given("os")!, platform.Given("architecture")!, platform.TextOrNull("variant"));
    }

    public static ScanId Id(JsonElement element) => ScanId.TryParse(element.GetString(), out var id) ? id : throw new JsonException($"not a {nameof(ScanId)}");

    private static ImagePlatform? PlatformOrNull(StoredObject owner, string name) => owner.HasValue(name, out var platform) ? Platform(platform) : null;

    private static ImageDigest Digest(JsonElement element) => ImageDigest.TryParse(element.GetString(), out var digest) ? digest : throw new JsonException($"not an {nameof(ImageDigest)}");

    private static ScanOptions Options(StoredObject options) => new()
    {
        Force = options.Flag("force"),
        Sandbox = options.Flag("sandbox", otherwise: true),
        WindowSeconds = options.NumberOrNull("windowSeconds"),
    };

    private static ImageConfiguration Configuration(JsonElement element)
    {
        var configuration = new StoredObject(element);
        return new ImageConfiguration
        {
            User = configuration.Given("user") ?? string.Empty,
            Entrypoint = configuration.Texts("entrypoint"),
            Command = configuration.Texts("command"),
            Environment = configuration.Texts("environment"),
            WorkingDirectory = configuration.Given("workingDirectory") ?? string.Empty,
            ExposedPorts = configuration.Texts("exposedPorts"),
            Volumes = configuration.Texts("volumes"),
            OnBuild = configuration.Texts("onBuild"),
            HealthCheck = configuration.Texts("healthCheck"),
            Shell = configuration.Texts("shell"),
            Labels = configuration.Pairs("labels"),
            History = configuration.List("history", History),
            CreatedAt = configuration.TimeOrNull("createdAt"),
        };
    }

    private static HistoryEntry History(JsonElement element)
    {
        var entry = new StoredObject(element);
        return new HistoryEntry(entry.Given("createdBy")!, entry.TextOrNull("comment"), entry.Flag("isEmptyLayer"));
    }
}
