using System.Text.Json.Serialization;

namespace DockerScan.Docker.Files;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptIndex))]
internal sealed partial class IndexCacheJson : JsonSerializerContext;
