using System.Text.Json.Serialization;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>The JSON of what is kept of an image.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KnownAnalysis))]
[JsonSerializable(typeof(TrivyVulnerability))]
internal sealed partial class MatchingJsonContext : JsonSerializerContext;
