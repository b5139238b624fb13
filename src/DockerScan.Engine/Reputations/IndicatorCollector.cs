using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Reputations;

/// <summary>Finds what of a scan is worth a question: public addresses and names that were contacted, files that start by themselves or were dropped. Pure.</summary>
internal static class IndicatorCollector
{
    /// <summary>Indicators of one scan at most: with a free key's 500 a day, no image may use up more than a few.</summary>
    public const int MaxIndicators = 100;

    private const int MaxSeen = 10;

    public static IndicatorSet Collect(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var all = Files(result).Concat(Contacts(result))
            .GroupBy(candidate => candidate.Indicator)
            .Select(Fold)
            .OrderByDescending(each => each.Rank).ThenBy(each => each.Indicator.Kind).ThenBy(each => each.Indicator.Value, StringComparer.Ordinal)
            .ToList();
        return new IndicatorSet([.. all.Take(MaxIndicators)], Shortfalls(result, all));
    }

    /// <summary>What to ask about a contact; null for nothing. In the sandbox every name leads to a made-up address, so where there is a name, it alone is asked about.</summary>
    public static Indicator? Of(NetworkContact contact)
        => contact.Domain is { } domain ? Indicator.TryDomain(domain) : Indicator.TryAddress(contact.Address);

    private static IndicatorReputation Fold(IGrouping<Indicator, Candidate> same) => new()
    {
        Indicator = same.Key,
        Check = same.Key.Kind == IndicatorKind.File ? CheckIds.AutorunMalware : CheckIds.MaliciousAddress,
        Seen = [.. same.Select(each => each.Seen).Distinct(StringComparer.Ordinal).Take(MaxSeen)],
        Rank = same.Max(each => each.Rank),
        Reputation = Reputation.Pending,
    };

    private static IEnumerable<Candidate> Files(ScanResult result)
    {
        var suspicious = result.Findings
            .Where(finding => finding is { State: FindingState.Open, Details.KeyClass: KeyClasses.Signature })
            .Select(finding => finding.Details.Target).ToHashSet(StringComparer.Ordinal);
        foreach (var file in result.Dropped)
        {
            if (Indicator.TryFile(file.Sha256) is { } indicator)
            {
                yield return new Candidate(indicator, IndicatorRanks.Of(file), file.Path);
            }
        }

        // What the distribution ships is not worth a question.
        foreach (var file in result.Autorun.Where(file => file.Package is null))
        {
            if (Indicator.TryFile(file.Sha256) is { } indicator)
            {
                yield return new Candidate(indicator, suspicious.Contains(file.Path) ? IndicatorRanks.SuspiciousFile : IndicatorRanks.Of(file), file.Path);
            }
        }
    }

    private static IEnumerable<Candidate> Contacts(ScanResult result)
        => from contact in result.Network
           let indicator = Of(contact)
           where indicator is not null
           select new Candidate(indicator, IndicatorRanks.Of(contact), Endpoint(contact));

    private static string Endpoint(NetworkContact contact)
        => string.Create(CultureInfo.InvariantCulture, $"{contact.Domain ?? contact.Address}{(contact.Port > 0 ? $":{contact.Port}" : string.Empty)}{(contact.Process is null ? string.Empty : " by " + contact.Process)}");

    private static Dictionary<string, string> Shortfalls(ScanResult result, List<IndicatorReputation> all)
    {
        Dictionary<string, string> shortfalls = [];
        var withoutHash = result.Autorun.Count(file => file.Kind != AutorunKind.Missing && file.Package is null && file.Sha256 is null)
            + result.Dropped.Count(file => file.Sha256 is null);
        if (withoutHash > 0)
        {
            shortfalls[CheckIds.AutorunMalware] = string.Create(CultureInfo.InvariantCulture, $"{withoutHash} files could not be hashed");
        }

        foreach (var left in all.Skip(MaxIndicators).GroupBy(each => each.Check))
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{left.Count()} indicators are over the limit of {MaxIndicators} a scan");
            shortfalls[left.Key] = shortfalls.TryGetValue(left.Key, out var before) ? $"{before}; {text}" : text;
        }

        return shortfalls;
    }

    private sealed record Candidate(Indicator Indicator, int Rank, string Seen);
}

/// <summary>What a scan has to ask a reputation service about.</summary>
/// <param name="Indicators">The indicators, most telling first, none answered yet.</param>
/// <param name="Shortfalls">Per check why something that belongs to it cannot be asked about; such a check is never "not detected".</param>
internal sealed record IndicatorSet(IReadOnlyList<IndicatorReputation> Indicators, IReadOnlyDictionary<string, string> Shortfalls)
{
    /// <summary>Why nothing is asked at the moment; null when nothing stands in the way.</summary>
    public string? Rest { get; init; }
}
