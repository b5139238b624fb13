namespace DockerScan.Core.Stages;

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
