using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Documents;

/// <summary>How far a scan is, as its row keeps it. By hand: it is written in the middle of a scan, and what a serializer compiles first takes longer than all of it.</summary>
public static class StoredProgress
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<StageProgress> stages)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Options))
        {
            writer.WriteStartArray();
            foreach (var stage in stages)
            {
                Write(writer, stage);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <exception cref="EngineException">It is damaged. It is never read as none.</exception>
    public static IReadOnlyList<StageProgress> Read(string json, string scan)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the store's record of scan {scan} cannot be read; scan again"), e);
        }
    }

    private static void Write(Utf8JsonWriter writer, StageProgress stage)
    {
        writer.WriteStartObject();
        writer.WriteString("stage", stage.Stage);
        if (stage.Outcome is { } outcome)
        {
            writer.WriteString("outcome", StoredNames.Of(outcome));
        }

        if (stage.Fraction is { } fraction && double.IsFinite(fraction))
        {
            writer.WriteNumber("fraction", fraction);
        }

        if (stage.Detail is { } detail)
        {
            writer.WriteString("detail", detail);
        }

        if (stage.News is { } news)
        {
            writer.WriteString("news", StoredNames.Of(news.Kind));
            writer.WriteString("subject", news.Subject);
        }

        writer.WriteEndObject();
    }

    private static StageProgress Read(JsonElement element)
        => new(
            element.GetProperty("stage").GetString() ?? throw new JsonException("a stage without a name"),
            Find(element, "outcome") is { } outcome ? Enum.Parse<StageOutcome>(outcome, ignoreCase: true) : null,
            element.TryGetProperty("fraction", out var fraction) ? fraction.GetDouble() : null,
            Find(element, "detail"))
        {
            News = Find(element, "news") is { } kind ? new StageNews(Enum.Parse<NewsKind>(kind, ignoreCase: true), Find(element, "subject") ?? string.Empty) : null,
        };

    private static string? Find(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
