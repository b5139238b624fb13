using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>
/// What migration 7 does to stored findings: set-uid files are no longer told as root users, signatures that only ask for a look
/// no longer as malware; each gets the key that the same finding has in a new scan. Risks and verdicts stay as they were judged.
/// </summary>
/// <remarks>Its names are its own: later versions of the program must not change what an old migration does.</remarks>
internal static class MovedChecks
{
    public const int Version = 7;

    private const string RootUser = "privilege.root-user";
    private const string SetUid = "privilege.set-uid";
    private const string AutorunFile = "autorun.file";
    private const string AutorunMalware = "autorun.malware";
    private const string Signature = "signature";

    private static readonly string[] Changed = [RootUser, SetUid, AutorunFile, AutorunMalware];

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Apply(SqliteConnection connection, SqliteTransaction transaction)
    {
        var scans = connection.Query<(string Scan, string Reference, string Platform)>(
            "SELECT scan_id, reference, platform FROM results ORDER BY seq", transaction: transaction).ToList();
        foreach (var (scan, reference, platform) in scans)
        {
            if (ImageReference.TryParse(reference, out var image, out _))
            {
                MoveFindings(connection, transaction, scan, image!.Repository, platform);
            }

            MoveChecklist(connection, transaction, scan);
        }
    }

    private static void MoveFindings(SqliteConnection connection, SqliteTransaction transaction, string scan, string repository, string platform)
    {
        var rows = connection.Query<(long Ordinal, string Document)>(
            "SELECT ordinal, document FROM findings WHERE scan_id = @scan AND check_id IN (@RootUser, @AutorunMalware)",
            new { scan, RootUser, AutorunMalware }, transaction).ToList();
        foreach (var (ordinal, text) in rows)
        {
            if (Read(text) is not { } document || document["details"] is not JsonObject details || Target(document, details) is not var (check, keyClass))
            {
                continue;
            }

            var key = FindingKey.Create(repository, platform, keyClass, Text(details, "id"), Text(details, "location"));
            (document["key"], details["check"], details["keyClass"]) = (key, check, keyClass);
            connection.Execute(
                "UPDATE findings SET key = @key, check_id = @check, document = @document WHERE scan_id = @scan AND ordinal = @ordinal",
                new { key, check, document = document.ToJsonString(Readable), scan, ordinal }, transaction);
        }
    }

    // Where a finding belongs now; null when it stays.
    private static (string Check, string KeyClass)? Target(JsonObject finding, JsonObject details)
        => (Text(details, "check"), Text(finding, "scanner")) switch
        {
            (RootUser, "image-config") when Text(details, "id").StartsWith("setuid-", StringComparison.Ordinal) => (SetUid, SetUid),
            (AutorunMalware, "autorun") => (Text(details, "severity") is "high" or "critical" ? AutorunMalware : AutorunFile, Signature),
            _ => null,
        };

    // The checklist of a result counts its findings, so it moves with them.
    private static void MoveChecklist(SqliteConnection connection, SqliteTransaction transaction, string scan)
    {
        var text = connection.QuerySingle<string>("SELECT document FROM results WHERE scan_id = @scan", new { scan }, transaction);
        if (Read(text) is not { } document || document["checklist"] is not JsonArray checklist)
        {
            return;
        }

        if (checklist.OfType<JsonObject>().FirstOrDefault(line => Text(line, "check") == RootUser) is { } root && checklist.All(line => line is not JsonObject each || Text(each, "check") != SetUid))
        {
            checklist.Insert(checklist.IndexOf(root) + 1, new JsonObject { ["group"] = Text(root, "group"), ["check"] = SetUid });
        }

        var found = connection.Query<(string Risk, string Document)>("SELECT risk, document FROM findings WHERE scan_id = @scan AND state = 'open'", new { scan }, transaction)
            .SelectMany(row => Read(row.Document)?["details"] is JsonObject details ? Checks(details).Select(check => (check, row.Risk)) : [])
            .ToLookup(pair => pair.check, pair => pair.Risk);
        foreach (var line in checklist.OfType<JsonObject>().Where(line => Changed.Contains(Text(line, "check"))))
        {
            Count(line, [.. found[Text(line, "check")]], document);
        }

        connection.Execute("UPDATE results SET document = @document WHERE scan_id = @scan", new { document = document.ToJsonString(Readable), scan }, transaction);
    }

    private static void Count(JsonObject line, List<string> risks, JsonObject document)
    {
        line.Remove("risk");
        line["findings"] = risks.Count;
        if (risks.Count > 0)
        {
            line["result"] = "detected";
            line["risk"] = risks.Contains("high") ? "high" : risks.Contains("medium") ? "medium" : "low";
        }
        else if (!line.ContainsKey("result") || Text(line, "result") == "detected")
        {
            line["result"] = FedBy(Text(line, "check")).All(id => IsCompleted(document, id)) ? "notDetected" : "notAssessed";
        }
    }

    private static string[] FedBy(string check) => check switch
    {
        SetUid => ["image-config"],
        RootUser => ["image-config", "sandbox"],
        AutorunFile => ["autorun"],
        _ => ["autorun", "virustotal"],
    };

    private static bool IsCompleted(JsonObject document, string stage)
        => document["stages"] is JsonArray stages && stages.OfType<JsonObject>().Where(each => Text(each, "id") == stage).ToList() is { Count: > 0 } own
            && own.TrueForAll(each => Text(each, "outcome") == "completed");

    private static IEnumerable<string> Checks(JsonObject details)
        => (details["alsoChecks"] as JsonArray ?? []).Select(each => each?.ToString() ?? string.Empty).Append(Text(details, "check")).Distinct(StringComparer.Ordinal);

    // A damaged record stays as it is: reading it says so.
    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonObject parent, string name)
        => parent[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : string.Empty;
}
