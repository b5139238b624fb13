using System.Text.Json.Nodes;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>
/// What Trivy 0.74 says of the packages that its own tests find vulnerable: names, versions and package URLs (<c>forms/0.74.tsv</c>). The reports
/// themselves are not ours to keep; where they lie beside the repository, or where <c>DOCKERSCAN_TEST_TRIVY_REPORTS</c> says, they are read too.
/// </summary>
internal static class TodaysForm
{
    private const string None = "-";

    public static IReadOnlyList<TodaysFinding> Findings { get; } = [.. File.ReadLines(TestFiles.Report("forms/0.74.tsv")).Skip(1).Select(Parse)];

    /// <summary>The reports; null where they are not here.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_REPORTS") is { Length: > 0 } named ? named
        : new[] { "..", Path.Combine("..", "..") }.Select(up => Path.Combine(TestFiles.Repository, up, "shared", "trivy-reports")).FirstOrDefault(Directory.Exists);

    /// <summary>A report as 0.74 writes it, with these findings.</summary>
    /// <param name="findings">Of one image.</param>
    /// <param name="withUrls">False leaves the package URLs out, and with them what an older Trivy does not say.</param>
    public static string Report(IReadOnlyList<TodaysFinding> findings, bool withUrls = true)
        => new JsonObject
        {
            ["SchemaVersion"] = 2, ["Trivy"] = new JsonObject { ["Version"] = "0.74.0" }, ["ReportID"] = "017b7d41-e09f-7000-80ea-000000000001", ["CreatedAt"] = "2026-08-21T13:10:25.123456789Z",
            ["ArtifactName"] = findings[0].Image, ["ArtifactType"] = "container_image",
            ["Metadata"] = new JsonObject { ["OS"] = findings[0].Family is { } family ? new JsonObject { ["Family"] = family, ["Name"] = findings[0].Release } : null },
            ["Results"] = new JsonArray([.. findings.GroupBy(finding => (finding.Class, finding.Type)).Select(group => new JsonObject
            {
                ["Target"] = group.Key.Type, ["Class"] = group.Key.Class, ["Type"] = group.Key.Type,
                ["Vulnerabilities"] = new JsonArray([.. group.Select(finding => Vulnerability(finding, withUrls))]),
            })]),
        }.ToJsonString();

    /// <summary>The findings of a report of Trivy's.</summary>
    public static IEnumerable<TodaysFinding> Read(string file)
    {
        var report = JsonNode.Parse(File.ReadAllText(file))!;
        var os = report["Metadata"]?["OS"];
        return from result in report["Results"]!.AsArray()
               from one in result!["Vulnerabilities"]?.AsArray() ?? []
               select new TodaysFinding(
                   Path.GetFileNameWithoutExtension(file), Text(os, "Family"), Text(os, "Name"), Text(result, "Class")!, Text(result, "Type")!, Text(one, "VulnerabilityID")!, Text(one, "PkgName")!,
                   Text(one, "InstalledVersion")!, Text(one, "FixedVersion"), Text(one, "PkgPath"), Text(one, "Severity")!, Text(one!["PkgIdentifier"], "PURL")!);
    }

    private static JsonObject Vulnerability(TodaysFinding finding, bool withUrls)
    {
        var one = new JsonObject
        {
            ["VulnerabilityID"] = finding.Id, ["PkgID"] = $"{finding.Package}@{finding.Installed}", ["PkgName"] = finding.Package, ["InstalledVersion"] = finding.Installed,
            ["Severity"] = finding.Severity, ["Fingerprint"] = "sha256:0000000000000000000000000000000000000000000000000000000000000000",
            ["PkgIdentifier"] = withUrls ? new JsonObject { ["PURL"] = finding.Url, ["UID"] = "6b1c0d6a1d1f5d0e" } : null,
        };
        if (finding.Fixed is { } version)
        {
            one["FixedVersion"] = version;
        }

        if (finding.Path is { } path)
        {
            one["PkgPath"] = path;
        }

        return one;
    }

    private static string? Text(JsonNode? node, string name) => node?[name]?.GetValue<string>() is { Length: > 0 } text ? text : null;

    private static TodaysFinding Parse(string line)
    {
        var cells = line.Split('\t').Select(cell => cell == None ? null : cell).ToArray();
        return new TodaysFinding(cells[0]!, cells[1], cells[2], cells[3]!, cells[4]!, cells[5]!, cells[6]!, cells[7]!, cells[8], cells[9], cells[10]!, cells[11]!);
    }
}

/// <summary>A row of the table.</summary>
internal sealed record TodaysFinding(
    string Image, string? Family, string? Release, string Class, string Type, string Id, string Package, string Installed, string? Fixed, string? Path, string Severity, string Url);
