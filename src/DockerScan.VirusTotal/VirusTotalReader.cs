using System.Text.Json;

namespace DockerScan.VirusTotal;

/// <summary>Reads answers. Unknown members are let pass; known ones that are not what they should be make the whole answer unusable.</summary>
internal static class VirusTotalReader
{
    private const int MaxEngines = 1000;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    // 1970 to 2100: a date outside is damage.
    private const long MaxSeconds = 4_102_444_800;

    /// <summary>The object of an answer; null when it is none that can be trusted.</summary>
    public static VirusTotalObject? Object(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Member(document.RootElement, "data") is { ValueKind: JsonValueKind.Object } data ? Object(data) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The code of an error answer, e.g. <c>NotFoundError</c>; null when it is none.</summary>
    public static string? ErrorCode(ReadOnlyMemory<byte> body) => Read(body, root => Text(Member(root, "error"), "code"));

    /// <summary>The text that is an answer's whole data: an address; null when it is none.</summary>
    public static string? Data(ReadOnlyMemory<byte> body) => Read(body, root => Text(root, "data"));

    /// <summary>The id of the analysis that an upload began; null when there is none.</summary>
    public static string? AnalysisId(ReadOnlyMemory<byte> body)
        => Read(body, root => Member(root, "data") is { } data && Text(data, "type") == "analysis" && Text(data, "id") is { Length: > 0 and <= 500 } id ? id : null);

    /// <summary>How an analysis stands: <c>queued</c>, <c>in-progress</c>, <c>completed</c>; null when it cannot be read.</summary>
    public static string? AnalysisStatus(ReadOnlyMemory<byte> body)
        => Read(body, root => Text(Member(Member(root, "data"), "attributes"), "status"));

    private static string? Read(ReadOnlyMemory<byte> body, Func<JsonElement, string?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static VirusTotalObject? Object(JsonElement data)
    {
        var attributes = Member(data, "attributes");
        return Text(data, "id") is { } id && Text(data, "type") is { } type && attributes is { ValueKind: JsonValueKind.Object }
            ? new VirusTotalObject(id, type, Stats(attributes), Date(attributes, "first_submission_date") ?? Date(attributes, "creation_date"), Date(attributes, "last_analysis_date"))
            : null;
    }

    private static EngineStats? Stats(JsonElement? attributes)
        => Member(attributes, "last_analysis_stats") is not { } stats || stats.ValueKind == JsonValueKind.Null
            ? null
            : new EngineStats(Count(stats, "malicious"), Count(stats, "suspicious"), Count(stats, "harmless"), Count(stats, "undetected"));

    private static int Count(JsonElement stats, string name) => Member(stats, name) switch
    {
        null when stats.ValueKind == JsonValueKind.Object => 0,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var count) && count is >= 0 and <= MaxEngines => count,
        _ => throw new FormatException(name),
    };

    private static DateTimeOffset? Date(JsonElement? attributes, string name) => Member(attributes, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var seconds) && seconds is > 0 and < MaxSeconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => throw new FormatException(name),
    };

    private static string? Text(JsonElement? parent, string name)
        => Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Member(JsonElement? parent, string name)
        => parent is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;
}

/// <summary>What is read of an answer. Every attribute may be missing.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Stats">How the engines voted; null when none ever looked at it.</param>
/// <param name="FirstSeen">When VirusTotal first saw it.</param>
/// <param name="LastAnalysed">When the engines last looked at it.</param>
internal sealed record VirusTotalObject(string Id, string Type, EngineStats? Stats, DateTimeOffset? FirstSeen, DateTimeOffset? LastAnalysed);

/// <summary>How the engines voted.</summary>
/// <param name="Malicious">Engines that call it malicious.</param>
/// <param name="Suspicious">Engines that call it suspicious.</param>
/// <param name="Harmless">Engines that call it harmless.</param>
/// <param name="Undetected">Engines that found nothing.</param>
/// <remarks>Time-outs, failures and engines that cannot look at such a thing are no votes (https://docs.virustotal.com/reference/analyses-object).</remarks>
internal sealed record EngineStats(int Malicious, int Suspicious, int Harmless, int Undetected)
{
    public int Flagged => Malicious + Suspicious;

    public int Asked => Flagged + Harmless + Undetected;
}
