namespace DockerScan.Core.Tags;

/// <summary>
/// Which tags of a repository are looked at. Names are taken as they are; without names the patterns choose, and <see cref="Newest"/> takes the
/// highest versions of one form of what they leave.
/// </summary>
public sealed record TagRule
{
    /// <summary>The most tags that one rule chooses.</summary>
    public const int MaxTags = 200;

    /// <summary>The most that <see cref="Newest"/> may ask for.</summary>
    public const int MaxNewest = 50;

    /// <summary>Tags by name, at most <see cref="MaxTags"/>; empty where patterns choose. With names neither patterns nor <see cref="Newest"/> are allowed.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>A pattern (.NET, linear time, not anchored) that a tag must hold; null for every tag.</summary>
    public string? Include { get; init; }

    /// <summary>A pattern that a tag must not hold; null for none.</summary>
    public string? Exclude { get; init; }

    /// <summary>How many of the highest versions are taken, 1 to <see cref="MaxNewest"/>; null takes all that the patterns leave.</summary>
    public int? Newest { get; init; }

    /// <summary>
    /// The tag whose form the newest keep: its number of parts, prefix and suffix. A tag without a version in it (<c>latest</c>), and null, let the
    /// repository's highest version say the form; see <see cref="TagSelection"/>.
    /// </summary>
    public string? Like { get; init; }

    /// <summary>True when the repository's list of tags has to be asked for.</summary>
    public bool NeedsList => Names.Count == 0;

    /// <summary>What is wrong with the rule; <see cref="TagRuleFault.None"/> when nothing is. Bounded, whatever a person typed.</summary>
    public TagRuleFault FindFault()
        => Names.Count > 0 ? FaultOfNames()
            : Newest is < 1 or > MaxNewest ? TagRuleFault.Newest
            : Like is not null && !TagName.IsValid(Like) ? TagRuleFault.Name
            : Include is null && Newest is null ? TagRuleFault.Everything
            : FaultOf(Include, TagRuleFault.Include) is var include and not TagRuleFault.None ? include
            : FaultOf(Exclude, TagRuleFault.Exclude);

    private TagRuleFault FaultOfNames()
        => Include is not null || Exclude is not null || Newest is not null ? TagRuleFault.NamesAndMore
            : Names.Count > MaxTags ? TagRuleFault.TooManyNames
            : Names.All(TagName.IsValid) ? TagRuleFault.None : TagRuleFault.Name;

    private static TagRuleFault FaultOf(string? pattern, TagRuleFault wrong)
        => pattern is null ? TagRuleFault.None
            : pattern.Length > TagPattern.MaxLength || TagPattern.IsTooLarge(pattern) ? TagRuleFault.PatternTooLarge
            : TagPattern.TryCreate(pattern, out _, out var isUnsupported) ? TagRuleFault.None
            : isUnsupported ? TagRuleFault.PatternUnsupported : wrong;
}
