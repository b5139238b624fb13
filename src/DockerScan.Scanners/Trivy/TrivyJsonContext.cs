using System.Text.Json.Serialization;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>All JSON of this folder. Trivy's names are PascalCase with exceptions, so their case is not looked at.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TrivyReport))]
[JsonSerializable(typeof(TrivyTool))]
[JsonSerializable(typeof(DatabaseMetadata))]
[JsonSerializable(typeof(DatabaseSource))]
[JsonSerializable(typeof(RefreshAttempt))]
[JsonSerializable(typeof(TrivyServerState))]
internal sealed partial class TrivyJsonContext : JsonSerializerContext;
