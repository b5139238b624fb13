using DockerScan.Core.Checks;
using DockerScan.Yaml;

namespace DockerScan.Reporting.Checklists;

/// <summary>Reads <c>config/checklist.yaml</c>: shape here, rules between entries in <see cref="ChecklistRules"/>.</summary>
internal static class ChecklistLoader
{
    /// <exception cref="InvalidDataException">The file is missing or cannot be used; one line for each problem.</exception>
    public static Checklist Load(string path)
    {
        string[] places = [Path.GetFullPath(path), Path.GetFullPath(path, AppContext.BaseDirectory)];
        return Parse(YamlFile.Text(places.FirstOrDefault(File.Exists) ?? throw new InvalidDataException(string.Join('\n', places.Distinct(StringComparer.Ordinal).Select(place => $"{place}: no such file")))), path);
    }

    /// <exception cref="InvalidDataException">The text cannot be used; one line for each problem.</exception>
    public static Checklist Parse(string text, string file) => YamlFile.Read(text, file, tree =>
    {
        var root = tree.Map("the file", "version", "groups", "checks");
        root.Version();
        var groups = root.Items("groups").Select(node => node.Entry("group", "id", "title")).ToList();
        var checks = root.Items("checks").Select(node => node.Entry(
            "check", "id", "group", "title", "diagnosed", "mend", "fedBy", "risk", "riskReason", "asset", "threat", "cwes", "cweSource")).ToList();
        YamlMap.Unique(groups);
        YamlMap.Unique(checks);
        var checklist = new Checklist([.. groups.Select(group => new CheckGroup(group.Id, group.Localized("title")))], [.. checks.Select(Check)]);
        ChecklistRules.Verify(checklist, groups, checks);
        return checklist;
    });

    private static CheckDefinition Check(YamlMap map) => new()
    {
        Id = map.Id,
        Group = map.Text("group"),
        Title = map.Localized("title"),
        Diagnosed = map.Localized("diagnosed"),
        Mend = map.Localized("mend"),
        FedBy = map.Words("fedBy"),
        Risk = Risk(map),
        RiskReason = map.Localized("riskReason"),
        Asset = map.LocalizedOrNull("asset"),
        Threat = map.LocalizedOrNull("threat"),
        Cwes = map.Numbers("cwes"),
        CweSource = map.Optional("cweSource", mayBeEmpty: true)?.Trim() ?? string.Empty,
    };

    private static RiskRule Risk(YamlMap map)
    {
        var text = map.Text("risk");
        switch (text)
        {
            case "cvss": return RiskRule.Cvss;
            case "severity": return RiskRule.Severity;
            case "high": return RiskRule.High;
            case "medium": return RiskRule.Medium;
            case "low": return RiskRule.Low;
            case "": return RiskRule.High; // the missing key is already on the list
            default:
                map.Add($"{map.Name} has the risk '{text}'; known are cvss, severity, high, medium, low", "risk");
                return RiskRule.High;
        }
    }
}
