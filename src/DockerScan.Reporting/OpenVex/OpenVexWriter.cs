using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;

namespace DockerScan.Reporting.OpenVex;

/// <summary>Writes <see cref="IOpenVex"/>.</summary>
/// <remarks>Source of the rules: OpenVEX specification 0.2.0, and the purl specification's type <c>oci</c>.</remarks>
internal static class OpenVexWriter
{
    /// <summary>What documents say they are.</summary>
    public const string Context = "https://openvex.dev/ns/v0.2.0";

    /// <summary>A pattern that stands for every repository: then the package itself is the product.</summary>
    internal const string Everywhere = "**";

    private const string Tooling = "DockerScan";

    /// <summary>The document, with what it cannot say.</summary>
    /// <param name="acceptances">The acceptances, all of which hold.</param>
    /// <param name="now">The time of the document.</param>
    public static VexExport Write(IReadOnlyCollection<Acceptance> acceptances, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(acceptances);
        var byReason = acceptances.OrderBy(one => one.MadeAt).ThenBy(one => one.Id, StringComparer.Ordinal).ToLookup(WhyNot);
        List<Acceptance> said = [.. byReason[null]];
        IReadOnlyList<string> leftOut = [.. byReason.Where(group => group.Key is not null).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))];
        if (said.Count == 0)
        {
            return new VexExport(null, 0, leftOut);
        }

        // The same acceptances give the same id.
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(said.Select(one => one.Id)));
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("@context", Context);
            writer.WriteString("@id", $"urn:dockerscan:vex:{Convert.ToHexStringLower(hash)}");
            writer.WriteString("author", Tooling);
            writer.WriteString("timestamp", Time(now));
            writer.WriteNumber("version", 1);
            writer.WriteString("tooling", Tooling);
            writer.WriteStartArray("statements");
            said.ForEach(one => Write(writer, one));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new VexExport(bytes.ToArray(), said.Count, leftOut);
    }

    // OpenVEX names vulnerabilities and products, nothing else.
    private static string? WhyNot(Acceptance one) => one switch
    {
        { FindingId: null } or { Scope: AcceptanceScope.Package or AcceptanceScope.Path } => "of all that is found in a package or at a path: OpenVEX names vulnerabilities one by one",
        { FindingClass: not (null or KeyClasses.Vulnerability) } => "of findings that are no vulnerabilities of packages",
        { Location: not null } when Package(one.Location) is null => "of vulnerabilities whose package has no package URL",
        _ when one.Repository == Everywhere && one.Location is not null => null,
        _ when RepositoryPattern.IsWild(one.Repository) => "over patterns of repositories: OpenVEX names products one by one",
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, Acceptance one)
    {
        writer.WriteStartObject();
        writer.WriteString("@id", $"urn:dockerscan:acceptance:{one.Id}");
        writer.WriteStartObject("vulnerability");
        writer.WriteString("name", one.FindingId);
        writer.WriteEndObject();
        writer.WriteString("timestamp", Time(one.MadeAt));
        writer.WriteStartArray("products");
        Product(writer, one);
        writer.WriteEndArray();
        var isHarmless = one.Kind == AcceptanceKind.FalsePositive;
        writer.WriteString("status", isHarmless ? "not_affected" : "affected");
        var by = $"Said by {one.Author}.";
        if (!isHarmless)
        {
            writer.WriteString("status_notes", by);
            writer.WriteString("action_statement", one.EndsAt is { } end ? $"Accepted until {Time(end)}: {one.Reason}" : $"Accepted: {one.Reason}");
        }
        else if (one.Justification is { } justification)
        {
            // One of the two, never both.
            writer.WriteString("status_notes", $"{by} {one.Reason}");
            writer.WriteString("justification", justification);
        }
        else
        {
            writer.WriteString("status_notes", by);
            writer.WriteString("impact_statement", one.Reason);
        }

        writer.WriteEndObject();
    }

    private static void Product(Utf8JsonWriter writer, Acceptance one)
    {
        var package = one.Location is null ? null : Package(one.Location) + (one.Version is null ? string.Empty : "@" + Uri.EscapeDataString(one.Version));
        var product = one.Repository == Everywhere ? package! : Image(one);
        writer.WriteStartObject();
        writer.WriteString("@id", product);
        Identifiers(writer, product);
        if (package is not null && package != product)
        {
            writer.WriteStartArray("subcomponents");
            writer.WriteStartObject();
            writer.WriteString("@id", package);
            Identifiers(writer, package);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Identifiers(Utf8JsonWriter writer, string purl)
    {
        writer.WriteStartObject("identifiers");
        writer.WriteString("purl", purl);
        writer.WriteEndObject();
    }

    private static string Image(Acceptance one)
    {
        var name = one.Repository[(one.Repository.LastIndexOf('/') + 1)..];
        var digest = one.Digest is { } known ? "@" + Uri.EscapeDataString(known.Value) : string.Empty;
        return $"pkg:oci/{Uri.EscapeDataString(name)}{digest}?repository_url={Uri.EscapeDataString(one.Repository)}";
    }

    // Keys spell packages without escapes.
    private static string? Package(string location)
    {
        var package = PackageUrl.OfLocation(location);
        var slash = package.IndexOf('/', StringComparison.Ordinal);
        return !package.StartsWith("pkg:", StringComparison.Ordinal) || slash < 0 ? null
            : package[..slash] + string.Concat(package[(slash + 1)..].Split('/').Select(part => "/" + Uri.EscapeDataString(Uri.UnescapeDataString(part))));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
