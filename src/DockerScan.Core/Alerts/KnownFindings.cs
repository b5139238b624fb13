using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Alerts;

/// <summary>What was known before a result came: the union of what it is compared with, the worst of each.</summary>
internal sealed class KnownFindings
{
    /// <summary>What flaps within this time is told once.</summary>
    public static readonly TimeSpan Flapping = TimeSpan.FromDays(1);

    private readonly Dictionary<string, Finding> _worst = new(StringComparer.Ordinal);
    private readonly HashSet<string> _steady = new(StringComparer.Ordinal);

    /// <param name="before">The last complete result; null where there is none.</param>
    /// <param name="baseline">All results that count, the newest first; what came after <paramref name="before"/> was partial, and only adds.</param>
    /// <param name="now">When the new result ended.</param>
    public KnownFindings(ScanResult? before, IReadOnlyList<ScanResult> baseline, DateTimeOffset now)
    {
        var current = before is null ? baseline : [before, .. baseline.Where(result => result.FinishedAt > before.FinishedAt)];
        Current = [.. current.SelectMany(result => result.Findings).DistinctBy(finding => finding.Key)];
        foreach (var result in current.Concat(baseline).DistinctBy(result => result.Id))
        {
            var isRecent = current.Contains(result) || now - result.FinishedAt <= Flapping;
            foreach (var finding in result.Findings)
            {
                // What an image does is not the same in each run: what it ever did in these counts. What it holds is as the last result says.
                if (isRecent || finding.Scanner == StageIds.Sandbox)
                {
                    Add(finding);
                }
            }
        }
    }

    /// <summary>What was there until now.</summary>
    public IReadOnlyList<Finding> Current { get; }

    /// <summary>The worst that was known of a finding; null when it was not known.</summary>
    public Finding? Find(string key) => _worst.GetValueOrDefault(key);

    /// <summary>Whether a behaviour is known, under whatever name a run made up.</summary>
    public bool Knows(Finding finding) => finding.Scanner == StageIds.Sandbox && _steady.Contains(Steady(finding));

    private void Add(Finding finding)
    {
        if (!_worst.TryGetValue(finding.Key, out var known) || IsWorse(known, finding))
        {
            // An earlier result may know a version that mends it, which the worse one does not.
            _worst[finding.Key] = known?.Details.FixedVersion is { Length: > 0 } mends && string.IsNullOrEmpty(finding.Details.FixedVersion)
                ? finding with { Details = finding.Details with { FixedVersion = mends } } : finding;
        }
        else if (string.IsNullOrEmpty(known.Details.FixedVersion) && !string.IsNullOrEmpty(finding.Details.FixedVersion))
        {
            _worst[finding.Key] = known with { Details = known.Details with { FixedVersion = finding.Details.FixedVersion } };
        }

        if (finding.Scanner == StageIds.Sandbox)
        {
            _steady.Add(Steady(finding));
        }
    }

    private static bool IsWorse(Finding known, Finding other)
        => other.Risk > known.Risk || (other.Risk == known.Risk && other.Details.Severity > known.Details.Severity);

    private static string Steady(Finding finding) => $"{finding.Details.KeyClass}|{finding.Details.Id}|{finding.Risk}|{SteadyText.Of(finding.Details.Location)}";
}
