using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>
/// A time in a file that Trivy reads. Go takes it from the bytes between the quotes: as RFC 3339 has it, with seconds and a zone, and without
/// an escape of JSON, so that <c>\u002B00:00</c> is no zone to it. A file with one such time is none to Trivy, and it says nothing of that.
/// </summary>
/// <param name="At">The time; null where there is none, or none that can be read.</param>
/// <param name="IsMalformed">True for one that Trivy does not read.</param>
/// <remarks>Go, time.Time.UnmarshalJSON.</remarks>
[JsonConverter(typeof(Converter))]
internal readonly record struct GoTime(DateTimeOffset? At, bool IsMalformed)
{
    private const int SecondsEnd = 19;
    private const int ZoneLength = 6;

    /// <summary>Reads and never fails: what is wrong with a time is said with the file's other faults.</summary>
    internal sealed class Converter : JsonConverter<GoTime>
    {
        /// <inheritdoc/>
        public override GoTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return default;
            }

            if (reader.TokenType == JsonTokenType.String)
            {
                var isRaw = !reader.ValueIsEscaped;
                return isRaw && reader.TryGetDateTimeOffset(out var at) && IsWhole(reader.GetString()!) ? new GoTime(at, IsMalformed: false) : new GoTime(null, IsMalformed: true);
            }

            _ = reader.TrySkip();
            return new GoTime(null, IsMalformed: true);
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, GoTime value, JsonSerializerOptions options) => throw new NotSupportedException();

        // .NET also takes a day alone, and a time without seconds or zone.
        private static bool IsWhole(string text)
            => text.Length > SecondsEnd && text[SecondsEnd] is '.' or 'Z' or '+' or '-' && (text[^1] == 'Z' || text[^ZoneLength] is '+' or '-');
    }
}
