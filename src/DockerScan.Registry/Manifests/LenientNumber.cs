using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerScan.Registry.Manifests;

/// <summary>Reads a number that is a help only: as text too, bounded where it is too large, null where it is none. It never ends a scan.</summary>
internal sealed class LenientNumber : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? whole : reader.TryGetDouble(out var number) ? Bounded(number) : null;
            case JsonTokenType.String:
                return double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var text) ? Bounded(text) : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();

    // A cast of what a number cannot hold is the nearest that it can.
    private static long? Bounded(double number) => double.IsNaN(number) ? null : (long)number;
}
