using DockerScan.Core.Scans;

namespace DockerScan.Core.Pulls;

/// <summary>
/// The ledger of what registries let one credential pull, from their answers alone: a registry that says nothing limits nothing. Kept in
/// memory, because the first HEAD, which costs nothing, says it all again.
/// </summary>
public interface IPullBudget
{
    /// <summary>Every account of which a limit or a wait is known, by registry and user.</summary>
    IReadOnlyList<PullState> States { get; }

    /// <summary>How many percent of a limit are kept for people, 0 to 90.</summary>
    int ReservePercent { get; }

    /// <summary>Writes down what an answer of a registry said.</summary>
    void Observe(PullAccount account, PullReading reading);

    /// <summary>Whether a registry may be asked now, with the credential that is used for it.</summary>
    /// <param name="registry">The registry, as in a reference.</param>
    /// <param name="priority">Who waits for it: people may spend the reserve.</param>
    /// <param name="pulls">How many manifests are to be fetched; they are counted as spent until the next answer says better. 0 for a HEAD or a list of tags.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    ValueTask<PullLeave> MayAsync(string registry, ScanPriority priority, int pulls, CancellationToken cancellationToken);
}

/// <summary>Whose budget it is.</summary>
/// <param name="Registry">The registry, as in a reference.</param>
/// <param name="User">The user of the credential; empty for none, and then the registry counts by this machine's address.</param>
public sealed record PullAccount(string Registry, string User);

/// <summary>What one answer said of the budget.</summary>
public sealed record PullReading
{
    /// <summary>Pulls in one window; null when it was not said.</summary>
    public int? Limit { get; init; }

    /// <summary>Pulls that are left, never more than <see cref="Limit"/>; null when it was not said.</summary>
    public int? Remaining { get; init; }

    /// <summary>The window; null when it was not said.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Whether the registry refused because of a limit, and of which.</summary>
    public PullRest Refusal { get; init; }

    /// <summary>When the registry asks to come again; null when it did not say.</summary>
    public DateTimeOffset? RetryAfter { get; init; }
}

/// <summary>Why a registry is left alone.</summary>
public enum PullRest
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The limit of pulls is used up. HEAD costs none, so looks go on.</summary>
    Pulls,

    /// <summary>What is left is kept for people.</summary>
    Reserve,

    /// <summary>Too many requests of any kind in a short time: everything waits.</summary>
    Requests,
}

/// <summary>Whether a registry may be asked.</summary>
/// <param name="Rest">Why not; <see cref="PullRest.None"/> when it may.</param>
/// <param name="RetryAt">When it makes sense to ask again; null when it may, or nobody knows.</param>
public sealed record PullLeave(PullRest Rest, DateTimeOffset? RetryAt)
{
    /// <summary>It may.</summary>
    public static PullLeave Granted { get; } = new(PullRest.None, null);

    /// <summary>True when it may.</summary>
    public bool IsGranted => Rest == PullRest.None;
}
