using System.Buffers;
using DockerScan.Core.Checks;
using DockerScan.Core.Stages;
using DockerScan.Yaml;

namespace DockerScan.Reporting.Checklists;

/// <summary>What must hold between the entries of a checklist.</summary>
internal static class ChecklistRules
{
    private const int MaxGroup = 32;
    private const int MaxName = 48;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly string[] Scanners =
        [StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal];

    /// <summary>Adds each problem to the entry that it is of.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="groups">Its groups as they stand in the file.</param>
    /// <param name="checks">Its checks as they stand in the file, in the checklist's order.</param>
    public static void Verify(Checklist checklist, IReadOnlyList<YamlMap> groups, IReadOnlyList<YamlMap> checks)
    {
        foreach (var (check, map) in checklist.Checks.Zip(checks))
        {
            VerifyCheck(check, map, groups.Select(group => group.Id));
        }

        foreach (var group in groups.Where(group => checklist.Checks.All(check => check.Group != group.Id)))
        {
            group.Add($"{group.Name} has no check");
        }

        foreach (var same in checklist.Checks.Zip(checks).SelectMany(pair => pair.First.Cwes.Select(cwe => (cwe, pair.Second))).GroupBy(pair => pair.cwe, pair => pair.Second).Where(same => same.Count() > 1))
        {
            same.Last().Add($"CWE {same.Key} stands in more than one place: {string.Join(", ", same.Select(map => map.Id))}", "cwes");
        }
    }

    private static void VerifyCheck(CheckDefinition check, YamlMap map, IEnumerable<string> groups)
    {
        if (check.Id.Length > 0 && !IsId(check.Id))
        {
            map.Add($"{map.Name} must have an id such as group.some-name", "id");
        }

        if (check.Group.Length > 0 && !groups.Contains(check.Group, StringComparer.Ordinal))
        {
            map.Add($"{map.Name} names the unknown group '{check.Group}'", "group");
        }

        // A misspelt scanner would leave the check "not assessed" for ever.
        foreach (var scanner in check.FedBy.Where(id => !Scanners.Contains(id, StringComparer.Ordinal)))
        {
            map.Add($"{map.Name} is fed by the unknown scanner '{scanner}'; known are {string.Join(", ", Scanners)}", "fedBy");
        }

        if (check.FedBy.Count == 0)
        {
            map.Add($"{map.Name} needs at least one scanner in 'fedBy'", "fedBy");
        }

        if (check.Cwes.Count > 0 && check.CweSource.Length == 0)
        {
            map.Add($"{map.Name} has a CWE list and does not say where it comes from ('cweSource')", "cwes");
        }
    }

    // Letters, a dot; letters, digits and dashes. By hand: what a pattern is made of would be compiled at every start, for this alone.
    private static bool IsId(string id)
        => id.IndexOf('.', StringComparison.Ordinal) is var dot and >= 1 and <= MaxGroup && id.Length - dot - 1 is >= 1 and <= MaxName
            && !id.AsSpan(0, dot).ContainsAnyExceptInRange('a', 'z') && id.AsSpan(dot + 1).IndexOfAnyExcept(NameCharacters) < 0;
}
