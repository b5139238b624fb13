using DockerScan.Core.Findings;

namespace DockerScan.Core.Acceptances;

/// <summary>What was accepted of a result when it was read. No store keeps it with a result.</summary>
/// <param name="ByKey">The acceptance that covers each accepted finding, by the finding's key.</param>
/// <param name="IsUnread">True when acceptances could not be read: then none is honoured, and that is said.</param>
public sealed record AcceptedFindings(IReadOnlyDictionary<string, Acceptance> ByKey, bool IsUnread = false)
{
    /// <summary>Nothing is accepted.</summary>
    public static AcceptedFindings None { get; } = new(new Dictionary<string, Acceptance>());

    /// <summary>Nobody could say what is accepted.</summary>
    public static AcceptedFindings Unread { get; } = None with { IsUnread = true };

    /// <summary>Each acceptance with how many findings it covers: the one that ends first first, those without an end last.</summary>
    public IReadOnlyList<(Acceptance Acceptance, int Findings)> Groups
        => [.. ByKey.Values.GroupBy(one => one.Id, StringComparer.Ordinal).Select(same => (same.First(), same.Count()))
            .OrderBy(pair => pair.Item1.EndsAt ?? DateTimeOffset.MaxValue).ThenBy(pair => pair.Item1.Id, StringComparer.Ordinal)];

    /// <summary>What tells this reading of a result from others of it.</summary>
    public string Fingerprint => (IsUnread ? "?" : string.Empty) + string.Join(',', Groups.Select(pair => pair.Acceptance.Id));

    /// <summary>The acceptance of a finding; null when it is open.</summary>
    public Acceptance? Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return ByKey.GetValueOrDefault(finding.Key);
    }
}
