namespace DockerScan.Core.Stages;

/// <summary>How one stage went.</summary>
/// <param name="Id">The stage's id.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it did not complete; null when it did.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Evidence">What proves it: versions, exit code, stderr tail, database age. Bounded, no secrets.</param>
public sealed record StageReport(
    string Id, StageOutcome Outcome, string? Reason, TimeSpan Duration, IReadOnlyDictionary<string, string> Evidence)
{
    /// <summary>The key of <see cref="Notice"/> in the evidence.</summary>
    public const string NoticeKey = "notice";

    /// <summary>The key, in the evidence, of when the database that packages were compared with was made: <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    public const string DatabaseKey = "databaseUpdatedAt";

    /// <summary>The key, in the evidence, of the data that packages were compared with later, without the image.</summary>
    public const string MatchedKey = "matchedWith";

    /// <summary>The key, in the evidence, of the image that the operator named and that this one was built on.</summary>
    public const string BaseKey = "base";

    /// <summary>The key, in the evidence, of how many layers of it are this image's lowest.</summary>
    public const string BaseLayersKey = "baseLayers";

    /// <summary>A sentence that every answer shows, though it takes no check: e.g. that the tool is an old one. Null when there is none.</summary>
    public string? Notice => Evidence.GetValueOrDefault(NoticeKey);

    /// <summary>What it did not look at. A completed stage can have some: they take their checks and nothing else. Empty in results stored before there were gaps.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>The image's packages, to be compared later without it; null for stages that list none, and in results stored before they were kept.</summary>
    public PackageRecord? Packages { get; init; }
}

/// <summary>Something that a stage did not look at. Which checks that takes stands in <see cref="Checks.CheckTable"/>.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Detail">A sentence for people: what, how much, and what to do. Cleaned and bounded here; it may hold hostile names.</param>
public sealed record Gap(GapKind Kind, string Detail)
{
    /// <summary>The most characters of <see cref="Detail"/>.</summary>
    public const int MaxDetail = 500;

    /// <summary>A sentence for people.</summary>
    public string Detail { get; init; } = DisplayText.Clean(Detail, MaxDetail);
}
