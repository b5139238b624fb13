using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Documents;

/// <summary>
/// The one JSON form in which documents are stored, in every store. Read by hand (<see cref="StoredResult"/>, <see cref="StoredScan"/>): the
/// serializer, generated or not, has some thirty methods for each enumeration and number that are compiled anew at every start, a fifth
/// of the time in which a stored result answers.
/// </summary>
public static class StoreJson
{
    // Korean stays readable and short; nothing of this is ever put into a page as it is.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    // Made when something is written: a stored result that answers needs none.
    private static readonly Lazy<JsonSerializerOptions> Options = new(Create);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options.Value);

    public static string Write(ScanRequest request)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = Encoder }))
        {
            StoredScan.Write(writer, request);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Reads a stored document.</summary>
    /// <exception cref="EngineException">It is damaged. It is never read as an empty one.</exception>
    public static T Read<T>(string json, string what, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the store's record of {what} cannot be read; scan again"), e);
        }
    }

    // Platforms need no converter: a record of plain strings, which keeps spellings that the grammar would refuse or fold.
    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            Encoder = Encoder,
            Converters =
            {
                new ScanIdJsonConverter(), new ImageDigestJsonConverter(), new ImageReferenceJsonConverter(),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
