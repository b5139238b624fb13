using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DockerScan.Core;

namespace DockerScan.Sqlite.Json;

/// <summary>The one JSON form in which documents are stored, in every store.</summary>
internal static class StoreJson
{
    private static readonly JsonSerializerOptions Options = Create();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads a stored document.</summary>
    /// <exception cref="EngineException">It is damaged. It is never read as an empty one.</exception>
    public static T Read<T>(string json, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
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
            // Korean stays readable and short; nothing of this is ever put into a page as it is.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
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
