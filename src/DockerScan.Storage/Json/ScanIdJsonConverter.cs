using DockerScan.Core.Scans;

namespace DockerScan.Storage.Json;

internal sealed class ScanIdJsonConverter : TextJsonConverter<ScanId>
{
    protected override bool TryParse(string? text, out ScanId value) => ScanId.TryParse(text, out value);
}
