using DockerScan.Core.Images;

namespace DockerScan.Sqlite.Json;

internal sealed class ImageDigestJsonConverter : TextJsonConverter<ImageDigest>
{
    protected override bool TryParse(string? text, out ImageDigest value) => ImageDigest.TryParse(text, out value);
}
