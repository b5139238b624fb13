using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Core.Assessment;

/// <summary>One fact is one finding: what two scanners say of the same thing, or a word beside its proof, becomes evidence of the stronger one.</summary>
public static class OneFact
{
    private const int MaxEvidence = 4000;

    /// <summary>Folds a scan's findings. What is folded away stays as evidence; no risk becomes lower by it.</summary>
    public static IReadOnlyList<Finding> Fold(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var folded = new HashSet<string>(StringComparer.Ordinal);
        var gained = new Dictionary<string, List<Finding>>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            // Into what is folded itself nothing is folded: its evidence would be lost.
            if (Stronger(finding, findings) is { } stronger && stronger.Risk >= finding.Risk && !folded.Contains(stronger.Key) && !gained.ContainsKey(finding.Key))
            {
                folded.Add(finding.Key);
                (gained.TryGetValue(stronger.Key, out var list) ? list : gained[stronger.Key] = []).Add(finding);
            }
        }

        return folded.Count == 0 ? findings
            : [.. findings.Where(finding => !folded.Contains(finding.Key)).Select(finding => gained.TryGetValue(finding.Key, out var more) ? With(finding, more) : finding)];
    }

    private static Finding? Stronger(Finding finding, IReadOnlyList<Finding> all) => finding.Details switch
    {
        // The image starts as root, and so its service runs as root.
        { Check: CheckIds.RootUser, Id: "runs-as-root" } => all.FirstOrDefault(other => other.Details is { Check: CheckIds.RootUser, Id: "user-root" }),
        // The word "xmrig" beside the program's own strings, or beside a login to a pool.
        { KeyClass: KeyClasses.Signature, Severity: < Severity.High } words => all.FirstOrDefault(other => other.Key != finding.Key && IsProof(words, other.Details)),
        _ => null,
    };

    private static bool IsProof(FindingDraft words, FindingDraft other)
    {
        var kind = Kind(words.Id);
        return (other.KeyClass == KeyClasses.Signature && other.Severity >= Severity.High && other.Location == words.Location && Kind(other.Id) == kind)
            || (kind == "miner" && other.Check == CheckIds.Miner);
    }

    // "miner.xmrig-name" is of the kind "miner".
    private static string Kind(string id) => id.Split('.', 2)[0];

    private static Finding With(Finding finding, List<Finding> more)
    {
        var evidence = string.Join('\n', more.Select(other => other.Details.Evidence).Prepend(finding.Details.Evidence).Distinct(StringComparer.Ordinal));
        var isRoot = more.Exists(other => other.Details.Id == "runs-as-root");
        return finding with
        {
            Details = finding.Details with
            {
                Title = isRoot ? "The image starts as root, and its main process stays root" : finding.Details.Title,
                AlsoChecks = [.. finding.Details.AlsoChecks.Concat(more.SelectMany(other => other.Details.AlsoChecks.Prepend(other.Details.Check)))
                    .Where(check => check != finding.Details.Check).Distinct(StringComparer.Ordinal)],
                Evidence = evidence.Length > MaxEvidence ? evidence[..(MaxEvidence - 1)] + "…" : evidence,
            },
        };
    }
}
