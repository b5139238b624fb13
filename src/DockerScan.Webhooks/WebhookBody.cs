using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Alerts;

namespace DockerScan.Webhooks;

/// <summary>An alert as data: <c>docs/webhook.schema.json</c>. Additions keep the version; what is there keeps its meaning. Texts of an image are cleaned and bounded.</summary>
internal static class WebhookBody
{
    public const int SchemaVersion = 1;

    private const int MaxText = 400;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An alert.</summary>
    public static byte[] Of(Alert alert, DateTimeOffset now) => Write($"alert.{Name(alert.Kind)}", now, json =>
    {
        json.WriteString("id", alert.Id.Value);
        json.WriteNumber("revision", alert.Revision);
        json.WriteString("kind", Name(alert.Kind));
        json.WriteString("createdAt", alert.CreatedAt.UtcDateTime);
        Text(json, "watch", alert.WatchId);
        Text(json, "image", alert.Image);
        Text(json, "follows", alert.Follows?.Value);
        Text(json, "database", alert.Database);
        List(json, "scans", alert.Scans, scan => Scan(json, scan));
        List(json, "findings", alert.Lines, line => Line(json, line));
        List(json, "behavior", alert.Drift, fact =>
        {
            json.WriteString("kind", Name(fact.Kind));
            json.WriteString("text", Clean(fact.Text));
        });
        json.WriteStartObject("counts");
        Counts(json, alert.Counts);
        json.WriteEndObject();
        List(json, "budgets", alert.Budgets, budget =>
        {
            json.WriteString("registry", budget.Registry);
            json.WriteNumber("remaining", budget.Remaining);
            json.WriteNumber("limit", budget.Limit);
        });
        Summary(json, alert.Summary);
        List(json, "problems", alert.Problems, problem =>
        {
            json.WriteString("tag", Clean(problem.Tag));
            json.WriteString("platform", problem.Platform);
            json.WriteNumber("failures", problem.Failures);
            json.WriteString("reason", Name(problem.Problem.Kind));
            json.WriteString("message", Clean(problem.Problem.Message));
        });
    });

    /// <summary>Something that is said in words: a test.</summary>
    public static byte[] Of(ChatMessage message, DateTimeOffset now) => Write("message", now, json =>
    {
        json.WriteString("title", message.Title);
        json.WriteString("text", message.Text);
    });

    private static byte[] Write(string type, DateTimeOffset now, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", now.UtcDateTime);
            json.WriteStartObject("data");
            json.WriteNumber("schemaVersion", SchemaVersion);
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Scan(Utf8JsonWriter json, AlertedScan scan)
    {
        json.WriteString("scan", scan.Scan.Value);
        Text(json, "image", scan.Image);
        List(json, "tags", scan.Tags);
        json.WriteString("platform", scan.Platform);
        json.WriteString("reason", Name(scan.Reason));
        json.WriteString("verdict", Name(scan.Verdict));
        json.WriteString("atLeast", Name(scan.AtLeast));
        Text(json, "digest", scan.Digest);
        Text(json, "was", scan.Was);
    }

    private static void Line(Utf8JsonWriter json, AlertLine line)
    {
        var details = line.Finding.Details;
        json.WriteString("key", line.Finding.Key);
        json.WriteString("change", Name(line.Kind));
        json.WriteString("cause", Name(line.Cause));
        Text(json, "since", line.Since is { } since ? Name(since) : null);
        json.WriteBoolean("unjudged", line.IsUnjudged);
        json.WriteString("scanner", line.Finding.Scanner);
        json.WriteString("check", details.Check);
        Text(json, "id", details.Id);
        json.WriteString("title", Clean(details.Title));
        json.WriteString("severity", Name(details.Severity));
        json.WriteString("risk", Name(line.Finding.Risk));
        Text(json, "target", details.Target);
        Text(json, "installedVersion", details.InstalledVersion);
        Text(json, "fixedVersion", details.FixedVersion);
        List(json, "tags", line.Tags);
    }

    private static void Summary(Utf8JsonWriter json, WeeklySummary? summary)
    {
        if (summary is null)
        {
            json.WriteNull("summary");
            return;
        }

        json.WriteStartObject("summary");
        json.WriteNumber("watches", summary.Watches);
        json.WriteNumber("openHigh", summary.OpenHigh);
        json.WriteNumber("new", summary.New);
        json.WriteNumber("fixed", summary.Fixed);
        json.WriteNumber("accepted", summary.Accepted);
        json.WriteNumber("expiring", summary.Expiring);
        if (summary.Oldest is { } oldest)
        {
            json.WriteStartObject("oldest");
            json.WriteString("key", oldest.Key);
            json.WriteString("title", Clean(oldest.Title));
            json.WriteString("image", Clean(oldest.Image));
            json.WriteString("since", oldest.Since.UtcDateTime);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("oldest");
        }

        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, AlertCounts counts)
    {
        json.WriteNumber("new", counts.New);
        json.WriteNumber("raised", counts.Raised);
        json.WriteNumber("high", counts.High);
        json.WriteNumber("fixed", counts.Fixed);
        json.WriteNumber("notReported", counts.NotReported);
        json.WriteNumber("noise", counts.Noise);
        json.WriteNumber("accepted", counts.Accepted);
        json.WriteNumber("leftOut", counts.LeftOut);
        json.WriteNumber("baseline", counts.Baseline);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void List(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(Clean(item));
        }

        json.WriteEndArray();
    }

    // What is not there is null, and no empty text.
    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, Clean(text));
        }
    }

    private static string Clean(string? text) => DisplayText.Clean(text, MaxText);

    private static string Name<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
