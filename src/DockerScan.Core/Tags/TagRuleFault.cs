namespace DockerScan.Core.Tags;

/// <summary>What is wrong with a <see cref="TagRule"/>.</summary>
public enum TagRuleFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A name is no tag: letters, digits, <c>_ . -</c>, at most 128, no dot or dash first.</summary>
    Name,

    /// <summary>More than <see cref="TagRule.MaxTags"/> names.</summary>
    TooManyNames,

    /// <summary>Names together with a pattern or a number.</summary>
    NamesAndMore,

    /// <summary>Neither names, nor a pattern to include, nor a number: it would be the whole repository.</summary>
    Everything,

    /// <summary><see cref="TagRule.Newest"/> is out of its range.</summary>
    Newest,

    /// <summary><see cref="TagRule.Include"/> is no pattern.</summary>
    Include,

    /// <summary><see cref="TagRule.Exclude"/> is no pattern.</summary>
    Exclude,

    /// <summary>A pattern that cannot be matched in linear time: look-arounds, back references, atomic groups. What is not wanted goes into <see cref="TagRule.Exclude"/>.</summary>
    PatternUnsupported,

    /// <summary>A pattern that is longer than 200 characters, or repeats more than 1,000 times.</summary>
    PatternTooLarge,
}
