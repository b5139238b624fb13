using System.Text.Json.Serialization;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Manifests;
using DockerScan.Registry.Tags;

namespace DockerScan.Registry.Http;

/// <summary>The JSON of registries and of the docker command's configuration.</summary>
[JsonSourceGenerationOptions(MaxDepth = 32, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ImageConfigurationFields))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(DockerConfigFile))]
[JsonSerializable(typeof(HelperAnswer))]
internal sealed partial class RegistryJson : JsonSerializerContext;
