using System.Text.Json.Serialization;
using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>An index as it is kept in a file.</summary>
/// <param name="Version">The version of what the entries mean.</param>
/// <param name="Image">The image's id and platform.</param>
/// <param name="Entries">Every entry, in no order.</param>
internal sealed record KeptIndex(int Version, string Image, IReadOnlyList<ImageEntry> Entries);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptIndex))]
internal sealed partial class IndexCacheJson : JsonSerializerContext;
