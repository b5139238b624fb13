using DockerScan.Core.Checks;

namespace DockerScan.Reporting.Checklists;

/// <summary>From YAML to the checklist; shape only, rules between entries are <see cref="ChecklistRules"/>.</summary>
internal sealed class ChecklistReader(List<string> problems)
{
    public Checklist Read(YamlTree tree)
    {
        var root = new YamlMap(tree, "the file", problems, "version", "groups", "checks");
        if (root.Text("version") is { Length: > 0 } version && version != "1")
        {
            problems.Add($"version is '{version}', and this program reads version 1");
        }

        return new Checklist([.. root.Items("groups").Select(ReadGroup)], [.. root.Items("checks").Select(ReadCheck)]);
    }

    private CheckGroup ReadGroup(YamlTree tree)
    {
        var map = new YamlMap(tree, "a group", problems, "id", "title");
        var id = map.Text("id");
        map.Name = $"group '{id}'";
        return new CheckGroup(id, map.Localized("title"));
    }

    private CheckDefinition ReadCheck(YamlTree tree)
    {
        var map = new YamlMap(
            tree, "a check", problems, "id", "group", "title", "diagnosed", "mend", "fedBy", "risk", "riskReason", "cwes", "cweSource");
        var id = map.Text("id");
        map.Name = $"check '{id}'";
        return new CheckDefinition
        {
            Id = id,
            Group = map.Text("group"),
            Title = map.Localized("title"),
            Diagnosed = map.Localized("diagnosed"),
            Mend = map.Localized("mend"),
            FedBy = map.Words("fedBy"),
            Risk = ReadRisk(map),
            RiskReason = map.Localized("riskReason"),
            Cwes = map.Numbers("cwes"),
            CweSource = map.Text("cweSource", optional: true),
        };
    }

    private RiskRule ReadRisk(YamlMap map)
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
                problems.Add($"{map.Name} has the risk '{text}'; known are cvss, severity, high, medium, low");
                return RiskRule.High;
        }
    }
}
