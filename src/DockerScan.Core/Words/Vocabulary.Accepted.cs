using System.Globalization;
using DockerScan.Core.Acceptances;

namespace DockerScan.Core.Words;

/// <content>What is accepted of a result, and what of it is known to be exploited.</content>
public abstract partial class Vocabulary
{
    /// <summary>Accepted, or false positive.</summary>
    public abstract string Of(AcceptanceKind kind);

    /// <summary>Until when: a day, or that it has no end. The time is in UTC.</summary>
    public abstract string Until(DateTimeOffset? end);

    /// <summary><c>3 accepted by slack:T1/C1/U1 until 2026-12-30: not reachable</c>. The texts must be cleaned.</summary>
    public abstract string AcceptedBy(int findings, Acceptance acceptance);

    /// <summary>That nobody could say what is accepted, so that all counts.</summary>
    public abstract string AcceptancesUnread { get; }

    /// <summary><c>known exploited since 2021-12-10</c>.</summary>
    public string KnownExploited(DateOnly since) => KnownExploitedSince(since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The same, of a day as it is written.</summary>
    protected abstract string KnownExploitedSince(string day);
}
