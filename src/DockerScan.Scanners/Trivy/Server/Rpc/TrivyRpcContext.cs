using System.Text.Json.Serialization;

namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>The JSON of Trivy's Twirp services: members as in its .proto files.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RpcPutBlob))]
[JsonSerializable(typeof(RpcDeleteBlobs))]
[JsonSerializable(typeof(RpcScan))]
[JsonSerializable(typeof(RpcScanAnswer))]
internal sealed partial class TrivyRpcContext : JsonSerializerContext;
