using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>
/// What migration 9 does to stored findings: package URLs are spelt the same whichever Trivy gave them (<c>+</c> not as <c>%2B</c>,
/// SUSE's, Mariner's and Azure Linux's packages as <c>pkg:rpm</c>), and systems have Trivy's names of today. Each gets the key of a new scan.
/// </summary>
/// <remarks>Its names are its own: later versions of the program must not change what an old migration does.</remarks>
internal static class MovedPackages
{
    public const int Version = 9;

    private const string Generic = "pkg:generic/";

    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["opensuse.leap"] = "opensuse-leap",
        ["opensuse.tumbleweed"] = "opensuse-tumbleweed",
        ["suse linux enterprise server"] = "sles",
        ["suse linux enterprise micro"] = "slem",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Of systems whose packages had no type: all that were stored as generic without a file are theirs.
    private static readonly FrozenDictionary<string, string> Rpm = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["opensuse"] = "opensuse",
        ["opensuse.leap"] = "opensuse",
        ["opensuse-leap"] = "opensuse",
        ["opensuse.tumbleweed"] = "opensuse",
        ["opensuse-tumbleweed"] = "opensuse",
        ["suse linux enterprise server"] = "suse",
        ["suse linux enterprise micro"] = "suse",
        ["sles"] = "suse",
        ["slem"] = "suse",
        ["cbl-mariner"] = "cbl-mariner",
        ["azurelinux"] = "azurelinux",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> OldTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["wolfi"] = "apk",
        ["chainguard"] = "apk",
        ["minimos"] = "apk",
        ["echo"] = "deb",
        ["cbl-mariner"] = "rpm",
        ["azurelinux"] = "rpm",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Apply(SqliteConnection connection, SqliteTransaction transaction)
    {
        var scans = connection.Query<(string Scan, string Reference, string Platform, string Document)>(
            "SELECT scan_id, reference, platform, document FROM results ORDER BY seq", transaction: transaction);
        foreach (var (scan, reference, platform, text) in scans.ToList())
        {
            if (ImageReference.TryParse(reference, out var image, out _))
            {
                var family = Read(text)?["operatingSystem"] is JsonObject system ? Text(system, "family") : string.Empty;
                Move(connection, transaction, scan, image!.Repository, platform, family);
            }
        }
    }

    private static void Move(SqliteConnection connection, SqliteTransaction transaction, string scan, string repository, string platform, string family)
    {
        var rows = connection.Query<(long Ordinal, string Document)>(
            "SELECT ordinal, document FROM findings WHERE scan_id = @scan AND (document LIKE '%\"pkg:%' OR document LIKE '%\"os:%')", new { scan }, transaction);
        foreach (var (ordinal, text) in rows.ToList())
        {
            if (Read(text) is not { } document || document["details"] is not JsonObject details || Text(details, "location") is not { Length: > 0 } old
                || Text(document, "scanner") != "trivy" || Location(old, family) is var location && location == old)
            {
                continue;
            }

            var key = FindingKey.Create(repository, platform, Text(details, "keyClass"), Text(details, "id"), location);
            (document["key"], details["location"]) = (key, location);
            connection.Execute("UPDATE findings SET key = @key, document = @document WHERE scan_id = @scan AND ordinal = @ordinal",
                new { key, document = document.ToJsonString(Readable), scan, ordinal }, transaction);
        }
    }

    private static string Location(string location, string family)
    {
        if (location.StartsWith("os:", StringComparison.Ordinal))
        {
            return Families.TryGetValue(location[3..], out var today) ? "os:" + today : location;
        }

        var bar = location.IndexOf('|', StringComparison.Ordinal);
        var (purl, file) = bar < 0 ? (location, string.Empty) : (location[..bar], location[bar..]);
        if (file.Length == 0 && purl.StartsWith(Generic, StringComparison.Ordinal) && Rpm.TryGetValue(family, out var space))
        {
            return $"pkg:rpm/{space}/{purl[Generic.Length..]}";
        }

        return Package(purl) + file;
    }

    private static string Package(string purl)
    {
        if (!purl.StartsWith("pkg:", StringComparison.Ordinal) || purl.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash))
        {
            return purl;
        }

        var (type, rest) = (purl[4..slash], Uri.UnescapeDataString(purl[(slash + 1)..]).Replace("@", "%40", StringComparison.Ordinal));
        if (OldTypes.TryGetValue(type, out var parent))
        {
            return $"pkg:{parent}/{type}/{rest}";
        }

        if (type == "rpm" && rest.IndexOf('/', StringComparison.Ordinal) is > 0 and var end && Rpm.TryGetValue(rest[..end], out var name))
        {
            rest = name + rest[end..];
        }

        return $"pkg:{type}/{(type is "apk" or "npm" or "golang" or "composer" ? rest.ToLowerInvariant() : rest)}";
    }

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
