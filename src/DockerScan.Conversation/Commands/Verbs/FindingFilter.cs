using DockerScan.Core.Findings;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Words that a finding must all match: a risk, a state, <c>fixable</c>, or a part of its id, check, scanner, target, title or key.</summary>
internal static class FindingFilter
{
    public static IReadOnlyList<Finding> Apply(IReadOnlyList<Finding> findings, string? filter)
    {
        var words = (filter ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. findings.Where(finding => words.All(word => IsMatch(finding, word)))];
    }

    private static bool IsMatch(Finding finding, string word) => word.ToLowerInvariant() switch
    {
        "high" or "medium" or "low" => finding.Risk.ToString().Equals(word, StringComparison.OrdinalIgnoreCase),
        "critical" => finding.Details.Severity == Severity.Critical,
        "open" => finding.State == FindingState.Open,
        "accepted" => finding.State == FindingState.Accepted,
        "fixable" => !string.IsNullOrEmpty(finding.Details.FixedVersion),
        _ => Texts(finding).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)),
    };

    private static IEnumerable<string> Texts(Finding finding)
    {
        var details = finding.Details;
        return [details.Id, details.Check, finding.Scanner, details.Target, details.Title, finding.Key, .. details.AlsoChecks];
    }
}
