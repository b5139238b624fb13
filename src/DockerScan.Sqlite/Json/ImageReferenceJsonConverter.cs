using DockerScan.Core.Images;

namespace DockerScan.Sqlite.Json;

internal sealed class ImageReferenceJsonConverter : TextJsonConverter<ImageReference>
{
    protected override bool TryParse(string? text, out ImageReference value)
    {
        var isReference = ImageReference.TryParse(text, out var reference, out _);
        value = reference!;
        return isReference;
    }
}
