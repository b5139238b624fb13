using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerScan.Storage.Json;

/// <summary>A type that has one text form.</summary>
internal sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => read(reader.GetString() ?? throw new JsonException($"a {typeof(T).Name} is null"));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}
