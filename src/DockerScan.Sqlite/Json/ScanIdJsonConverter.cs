using DockerScan.Core;

namespace DockerScan.Sqlite.Json;

internal sealed class ScanIdJsonConverter : TextJsonConverter<ScanId>
{
    protected override bool TryParse(string? text, out ScanId value) => ScanId.TryParse(text, out value);
}
