using DockerScan.Core.Acceptances;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Reading;

/// <summary>A stored result as it stands at a moment: what is accepted then counts towards nothing. Pure; the result in the store stays as it is.</summary>
public static class AcceptedReading
{
    /// <summary>The result with the acceptances that hold at a moment.</summary>
    /// <param name="result">The result as it is stored.</param>
    /// <param name="acceptances">All that may be about its repository.</param>
    /// <param name="checklist">What the checks need, for those that an accepted finding detected alone.</param>
    /// <param name="moment">The moment.</param>
    public static ScanResult At(ScanResult result, IReadOnlyCollection<Acceptance> acceptances, Checklist checklist, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(acceptances);
        var covered = new Dictionary<string, Acceptance>(StringComparer.Ordinal);
        var ofImage = Of(result, acceptances);
        foreach (var finding in ofImage.All.Count == 0 ? [] : result.Findings)
        {
            if (ofImage.Covering(finding, result.Reference.Repository, moment) is { } acceptance)
            {
                covered[finding.Key] = acceptance;
            }
        }

        return covered.Count == 0 ? result : With(result, covered, checklist);
    }

    /// <summary>Of all acceptances those that are about a result's image.</summary>
    public static AcceptanceSet Of(ScanResult result, IReadOnlyCollection<Acceptance> acceptances)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(acceptances);
        return acceptances.Count == 0 ? AcceptanceSet.None : AcceptanceSet.OfImage(acceptances, [.. Digests(result)]);
    }

    private static IEnumerable<ImageDigest> Digests(ScanResult result)
        => ((ImageDigest?[])[result.Reference.Digest, result.Image?.Digest, result.Image?.ImageId]).OfType<ImageDigest>();

    private static ScanResult With(ScanResult result, Dictionary<string, Acceptance> covered, Checklist checklist)
    {
        List<Finding> findings = [.. result.Findings.Select(finding => covered.ContainsKey(finding.Key) ? finding with { State = FindingState.Accepted } : finding)];
        return result with
        {
            Findings = findings,
            // What could not be looked at is not known better by it.
            Verdict = result.Verdict == Verdict.Unknown ? Verdict.Unknown : VerdictPolicy.Decide(result.Complete, findings),
            AtLeast = VerdictPolicy.WorstFound(findings),
            Checklist = Lines(result, findings, covered, checklist),
            Accepted = new AcceptedFindings(covered),
        };
    }

    // Only the checks of what is accepted: all others stay as they were answered when it was scanned.
    private static IReadOnlyList<ChecklistLine> Lines(ScanResult result, List<Finding> findings, Dictionary<string, Acceptance> covered, Checklist checklist)
    {
        var checks = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings.Where(finding => finding.State == FindingState.Accepted && covered.ContainsKey(finding.Key)))
        {
            checks.Add(finding.Details.Check);
            checks.UnionWith(finding.Details.AlsoChecks);
        }

        var now = ChecklistEvaluator.Evaluate(checklist, findings, result.Stages).ToDictionary(line => line.Check, StringComparer.Ordinal);
        return [.. result.Checklist.Select(line => checks.Contains(line.Check) ? now.GetValueOrDefault(line.Check, line) : line)];
    }
}
