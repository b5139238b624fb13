using System.Text.RegularExpressions;
using DockerScan.Core.Checks;
using DockerScan.Core.Stages;

namespace DockerScan.Reporting.Checklists;

/// <summary>What must hold between the entries of a checklist.</summary>
internal static partial class ChecklistRules
{
    private static readonly string[] Scanners =
        [StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal];

    public static void Verify(Checklist checklist, List<string> problems)
    {
        AddTwice(problems, "group", checklist.Groups.Select(group => group.Id));
        AddTwice(problems, "check", checklist.Checks.Select(check => check.Id));
        var groups = checklist.Groups.Select(group => group.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var check in checklist.Checks)
        {
            VerifyCheck(check, groups, problems);
        }

        foreach (var group in groups.Where(id => checklist.Checks.All(check => check.Group != id)))
        {
            problems.Add($"group '{group}' has no check");
        }

        AddSharedCwes(checklist, problems);
    }

    private static void VerifyCheck(CheckDefinition check, HashSet<string> groups, List<string> problems)
    {
        if (check.Id.Length > 0 && !IdGrammar().IsMatch(check.Id))
        {
            problems.Add($"check '{check.Id}' must have an id such as group.some-name");
        }

        if (check.Group.Length > 0 && !groups.Contains(check.Group))
        {
            problems.Add($"check '{check.Id}' names the unknown group '{check.Group}'");
        }

        // A misspelt scanner would leave the check "not assessed" for ever.
        foreach (var scanner in check.FedBy.Where(id => !Scanners.Contains(id, StringComparer.Ordinal)))
        {
            problems.Add($"check '{check.Id}' is fed by the unknown scanner '{scanner}'; known are {string.Join(", ", Scanners)}");
        }

        if (check.FedBy.Count == 0)
        {
            problems.Add($"check '{check.Id}' needs at least one scanner in 'fedBy'");
        }

        if (check.Cwes.Count > 0 && check.CweSource.Length == 0)
        {
            problems.Add($"check '{check.Id}' has a CWE list and does not say where it comes from ('cweSource')");
        }
    }

    private static void AddTwice(List<string> problems, string what, IEnumerable<string> ids)
        => problems.AddRange(ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"{what} '{same.Key}' stands there {same.Count()} times"));

    private static void AddSharedCwes(Checklist checklist, List<string> problems)
        => problems.AddRange(checklist.Checks
            .SelectMany(check => check.Cwes.Select(cwe => (cwe, check.Id)))
            .GroupBy(pair => pair.cwe)
            .Where(same => same.Count() > 1)
            .Select(same => $"CWE {same.Key} stands in more than one place: {string.Join(", ", same.Select(pair => pair.Id))}"));

    [GeneratedRegex(@"\A[a-z]{1,32}\.[a-z0-9-]{1,48}\z", RegexOptions.NonBacktracking)]
    private static partial Regex IdGrammar();
}
