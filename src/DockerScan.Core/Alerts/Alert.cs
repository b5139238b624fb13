using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Alerts;

/// <summary>One message about one run of a watch, as it is kept: all that its cards show. Its id comes of the run, so that a run that is told twice speaks once.</summary>
public sealed record Alert
{
    /// <summary>The most lines that are kept of one alert; the counts are of all.</summary>
    public const int MaxLines = 60;

    /// <summary>The most drift facts that are kept of one alert.</summary>
    public const int MaxDrift = 20;

    /// <summary>Its id, of the form of a scan's: cards are kept under it.</summary>
    public required ScanId Id { get; init; }

    /// <summary>The run's key; of a message over several runs, what they have in common.</summary>
    public required string Run { get; init; }

    /// <summary>The watch; of a message over several watches, empty.</summary>
    public required string WatchId { get; init; }

    /// <summary>The image, as a person writes it.</summary>
    public required string Image { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was changed since: its cards show that.</summary>
    public int Revision { get; init; }

    /// <summary>Where it is to be said; empty where nobody is told.</summary>
    public IReadOnlyList<WatchPlace> Places { get; init; } = [];

    /// <summary>The language of its words.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>The earlier alert that it belongs to: it is said below it. Null for one of its own.</summary>
    public ScanId? Follows { get; init; }

    /// <summary>The results that it is about.</summary>
    public IReadOnlyList<AlertedScan> Scans { get; init; } = [];

    /// <summary>What is told, the worst first, at most <see cref="MaxLines"/>.</summary>
    public IReadOnlyList<AlertLine> Lines { get; init; } = [];

    /// <summary>What the image does or is set to do, and did not before, at most <see cref="MaxDrift"/>.</summary>
    public IReadOnlyList<DriftFact> Drift { get; init; } = [];

    /// <summary>How many of what.</summary>
    public AlertCounts Counts { get; init; } = new();

    /// <summary>The vulnerability database, where all that it tells is new by that; empty else.</summary>
    public string Database { get; init; } = string.Empty;

    /// <summary>What was left of the registries' limits of pulls when it was made.</summary>
    public IReadOnlyList<AlertBudget> Budgets { get; init; } = [];

    /// <summary>How watches stand, of <see cref="AlertKind.Weekly"/>; null else.</summary>
    public WeeklySummary? Summary { get; init; }

    /// <summary>Until when it waits, so that it is told together with others; null for one that is told at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<AlertProblem> Problems { get; init; } = [];

    /// <summary>The id of the alert of a run.</summary>
    public static ScanId IdOf(string run) => ScanId.Parse(Hash(run));

    /// <summary>The id of its card at a place.</summary>
    public string CardAt(WatchPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Hash($"{Id}|{place.Platform}|{place.Channel}");
    }

    // Short enough for whatever a platform takes as a key of a message.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
}

/// <summary>A result that an alert is about.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Tags">The tags that point at its image.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Reason">Why there is a new result.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="AtLeast">The worst open finding.</param>
public sealed record AlertedScan(ScanId Scan, IReadOnlyList<string> Tags, string Platform, WatchReason Reason, Verdict Verdict, Verdict AtLeast)
{
    /// <summary>The image's digest, abbreviated; empty when it has none.</summary>
    public string Digest { get; init; } = string.Empty;

    /// <summary>The digest of the image before it; empty when there was none.</summary>
    public string Was { get; init; } = string.Empty;

    /// <summary>The image, where an alert is about several; null else.</summary>
    public string? Image { get; init; }
}

/// <summary>A finding that an alert tells, without what a card has no room for.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Kind">What became of it when it was told.</param>
/// <param name="Cause">Why it was news.</param>
/// <param name="Tags">The tags in which it was news.</param>
public sealed record AlertLine(Finding Finding, FindingChange Kind, NewsCause Cause, IReadOnlyList<string> Tags)
{
    /// <summary>What became of it since; null while it is there.</summary>
    public FindingChange? Since { get; init; }

    /// <summary>True when nobody could judge whether it should be told.</summary>
    public bool IsUnjudged { get; init; }
}

/// <summary>How many findings.</summary>
public sealed record AlertCounts
{
    /// <summary>New, and told.</summary>
    public int New { get; init; }

    /// <summary>Worse, and told.</summary>
    public int Raised { get; init; }

    /// <summary>Of a high risk, among those told.</summary>
    public int High { get; init; }

    /// <summary>Mended, in this run.</summary>
    public int Fixed { get; init; }

    /// <summary>Not reported any more, in this run.</summary>
    public int NotReported { get; init; }

    /// <summary>New or worse, and of a class that is counted apart.</summary>
    public int Noise { get; init; }

    /// <summary>New or worse, and accepted.</summary>
    public int Accepted { get; init; }

    /// <summary>New or worse, and not what the rule tells.</summary>
    public int LeftOut { get; init; }

    /// <summary>New by a new baseline.</summary>
    public int Baseline { get; init; }

    /// <summary>Told, in all.</summary>
    public int Told => New + Raised;
}

/// <summary>A tag that could not be looked at.</summary>
/// <param name="Tag">The tag; empty when the image is named by its digest.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Failures">How often in a row.</param>
/// <param name="Problem">Why.</param>
public sealed record AlertProblem(string Tag, string Platform, int Failures, ScanFailure Problem);

/// <summary>What a registry let this installation pull.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Remaining">Pulls that were left.</param>
/// <param name="Limit">Of how many.</param>
public sealed record AlertBudget(string Registry, int Remaining, int Limit);
