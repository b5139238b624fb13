using DockerScan.Core.Acceptances;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>What a run found, with all that is needed to decide what is told of it.</summary>
/// <param name="Run">The run's key.</param>
/// <param name="Watch">The watch.</param>
/// <param name="Changes">What changed.</param>
/// <param name="Rule">The watch's rule.</param>
/// <param name="Now">When.</param>
public sealed record AlertInput(string Run, Watch Watch, IReadOnlyList<AlertChange> Changes, AlertRule Rule, DateTimeOffset Now)
{
    /// <summary>What is known to be exploited.</summary>
    public IExploits Exploits { get; init; } = NoExploits.Instance;

    /// <summary>What is left of the limits of pulls of the watch's registry.</summary>
    public IReadOnlyList<AlertBudget> Budgets { get; init; } = [];

    /// <summary>When it is told.</summary>
    public AlertTiming Timing { get; init; } = AlertTiming.Usual;

    /// <summary>What people accepted, also what ended within <see cref="ExpiryWindow"/>.</summary>
    public AcceptanceSet Acceptances { get; init; } = AcceptanceSet.None;

    /// <summary>For how long an acceptance that expired is still told of, where nobody could before.</summary>
    public static readonly TimeSpan ExpiryWindow = TimeSpan.FromDays(7);
}

/// <summary>A result, and those that it is compared with.</summary>
/// <param name="Change">What the run says of it.</param>
/// <param name="After">The result.</param>
/// <param name="Before">The last complete one before it; null at first sight, and where it is gone.</param>
/// <param name="Baseline">All that it is compared with, the newest first.</param>
public sealed record AlertChange(WatchChange Change, ScanResult After, ScanResult? Before, IReadOnlyList<ScanResult> Baseline)
{
    /// <summary>The tags with the platform, as <c>WatchTarget.Key</c>.</summary>
    public IEnumerable<string> Targets => Change.Tags.Select(tag => $"{tag}|{Change.Platform}");
}

/// <summary>What is to be kept of a run, in one write.</summary>
/// <param name="Book">What the watch has told, with this run.</param>
/// <param name="Alert">The message; null where there is nothing to say.</param>
/// <param name="Fixed">What became of findings that earlier alerts told, by those alerts: their cards say so.</param>
public sealed record AlertOutcome(AlertBook Book, Alert? Alert, IReadOnlyDictionary<ScanId, IReadOnlyDictionary<string, FindingChange?>> Fixed);
