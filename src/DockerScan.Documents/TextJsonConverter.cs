using System.Text.Json;
using System.Text.Json.Serialization;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Documents;

/// <summary>Keeps a type as its canonical text. Text that is not canonical any more is damage, never a default value.</summary>
internal abstract class TextJsonConverter<T> : JsonConverter<T>
    where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"not a {typeof(T).Name}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString() is { Length: > 0 } text ? text : throw new JsonException($"a {typeof(T).Name} was never set"));

    protected abstract bool TryParse(string? text, out T value);
}

internal sealed class ImageDigestJsonConverter : TextJsonConverter<ImageDigest>
{
    protected override bool TryParse(string? text, out ImageDigest value) => ImageDigest.TryParse(text, out value);
}

internal sealed class ImageReferenceJsonConverter : TextJsonConverter<ImageReference>
{
    protected override bool TryParse(string? text, out ImageReference value)
    {
        var isReference = ImageReference.TryParse(text, out var reference, out _);
        value = reference!;
        return isReference;
    }
}

internal sealed class ScanIdJsonConverter : TextJsonConverter<ScanId>
{
    protected override bool TryParse(string? text, out ScanId value) => ScanId.TryParse(text, out value);
}
