using System.Text.Json.Serialization;

namespace DockerScan.Reporting.Json;

/// <summary>The form of the public JSON.</summary>
/// <remarks>The default encoder leaves nothing but ASCII, so hostile text cannot steer a terminal that the JSON is printed on.</remarks>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ScanDocument))]
internal sealed partial class ScanJson : JsonSerializerContext;
