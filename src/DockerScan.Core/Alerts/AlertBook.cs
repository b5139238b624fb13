namespace DockerScan.Core.Alerts;

/// <summary>What a watch has told, and decided not to tell: one document, written together with the alert that a run gave.</summary>
public sealed record AlertBook
{
    /// <summary>How many findings are remembered at most; those that were told stay longest.</summary>
    public const int MaxEntries = 4000;

    /// <summary>How many runs are remembered: one that is told again within them speaks once.</summary>
    public const int MaxRuns = 250;

    /// <summary>The watch.</summary>
    public required string WatchId { get; init; }

    /// <summary>How often it was written: a write over another revision than the one that was read is refused.</summary>
    public int Revision { get; init; }

    /// <summary>The keys of the last runs, the newest first.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>What was news, for each tag of its own.</summary>
    public IReadOnlyList<AlertEntry> Entries { get; init; } = [];

    /// <summary>Behaviour that one run showed and a second one has to confirm.</summary>
    public IReadOnlyList<WaitingDrift> Waiting { get; init; } = [];

    /// <summary>What each of the last days brought, the newest first; two weeks at most.</summary>
    public IReadOnlyList<AlertTally> Tallies { get; init; } = [];
}

/// <summary>What a day brought.</summary>
/// <param name="Day">The day, at its beginning in UTC.</param>
/// <param name="New">Findings that were told.</param>
/// <param name="Fixed">Findings that were fixed.</param>
public sealed record AlertTally(DateTimeOffset Day, int New, int Fixed)
{
    /// <summary>How many days are remembered.</summary>
    public const int MaxDays = 15;
}

/// <summary>One finding that was news in a tag.</summary>
public sealed record AlertEntry
{
    /// <summary>How many decisions are remembered.</summary>
    public const int MaxDecisions = 10;

    /// <summary>How many messages about it are edited beside the last one.</summary>
    public const int MaxEarlier = 4;

    /// <summary>The finding's key.</summary>
    public required string Key { get; init; }

    /// <summary>The tag and its platform, as <c>WatchTarget.Key</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The scanner that found it.</summary>
    public required string Scanner { get; init; }

    /// <summary>The database of the result that it was first news in; empty when there was none.</summary>
    public string Database { get; init; } = string.Empty;

    /// <summary>When it was first news.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>In which scan.</summary>
    public required ScanId FirstScan { get; init; }

    /// <summary>When it was told last; null while it was not.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>The alert that told it last; null while none did.</summary>
    public ScanId? Alert { get; init; }

    /// <summary>The alerts that told it before that one, since it was new, the newest first.</summary>
    public IReadOnlyList<ScanId> Earlier { get; init; } = [];

    /// <summary>The messages that have to say what becomes of it.</summary>
    public IEnumerable<ScanId> Told => Alert is { } last ? Earlier.Prepend(last) : Earlier;

    /// <summary>What became of it since; null while it is there.</summary>
    public FindingChange? Since { get; init; }

    /// <summary>The database by which it was not reported first; null while it is reported.</summary>
    public string? MissingBy { get; init; }

    /// <summary>What was decided, the newest first.</summary>
    public IReadOnlyList<AlertDecided> Decisions { get; init; } = [];
}

/// <summary>A decision about news.</summary>
/// <param name="At">When.</param>
/// <param name="Decision">What.</param>
/// <param name="Kind">What had become of the finding.</param>
/// <param name="Cause">Why it was news.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Scan">In which scan.</param>
public sealed record AlertDecided(DateTimeOffset At, AlertDecision Decision, FindingChange Kind, NewsCause Cause, string Rule, ScanId Scan);

/// <summary>Behaviour that waits for a second run.</summary>
/// <param name="Target">The tag and its platform.</param>
/// <param name="Scan">The scan that showed it.</param>
/// <param name="Facts">What.</param>
/// <param name="At">When.</param>
public sealed record WaitingDrift(string Target, ScanId Scan, IReadOnlyList<DriftFact> Facts, DateTimeOffset At)
{
    /// <summary>The scan that is to say so too; null while one may still be asked for.</summary>
    public ScanId? Second { get; init; }

    /// <summary>The alert that told behaviour of the same run: what is confirmed of it later is said below that. Null where none did.</summary>
    public ScanId? Beside { get; init; }
}
