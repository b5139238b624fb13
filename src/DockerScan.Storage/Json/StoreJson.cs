using System.Text.Json;
using System.Text.Json.Serialization;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Storage.Json;

/// <summary>How records are written into a store. Not a public contract: the schema version covers it.</summary>
internal static class StoreJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(),
            new TextConverter<ImageReference>(reference => reference.ToString(), ImageReference.Parse),
            new TextConverter<ImageDigest>(digest => digest.Value, ImageDigest.Parse),
            new TextConverter<ScanId>(id => id.Value, ScanId.Parse),
            new TextConverter<ImagePlatform>(
                platform => platform.ToString(),
                text => ImagePlatform.TryParse(text, out var platform) ? platform : throw new JsonException("not a platform")),
        },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>.</exception>
    public static T Read<T>(string json)
        => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"a stored {typeof(T).Name} is null");
}
