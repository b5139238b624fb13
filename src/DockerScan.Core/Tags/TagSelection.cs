using System.Text.RegularExpressions;

namespace DockerScan.Core.Tags;

/// <summary>Applies a <see cref="TagRule"/> to a repository's tags. Pure, and bounded whatever a registry lists.</summary>
public static class TagSelection
{
    /// <summary>Applies it. A rule with a fault chooses nothing.</summary>
    /// <param name="tags">The repository's tags in any order; names that are no tags, and signatures and their like, are passed over. Null where <see cref="TagRule.NeedsList"/> is false.</param>
    /// <param name="rule">The rule.</param>
    /// <remarks>
    /// The newest are of one form: that of <see cref="TagRule.Like"/>; else that of the highest version among what <see cref="TagRule.Include"/>
    /// leaves; else that of the highest plain version (<c>17.2</c>, <c>v1.4.0</c>), more parts first. Pre-releases are passed over, unless
    /// <see cref="TagRule.Like"/> is one.
    /// </remarks>
    public static TagChoice Select(IEnumerable<string?>? tags, TagRule rule)
    {
        var fault = rule.FindFault();
        if (fault != TagRuleFault.None)
        {
            return TagChoice.None with { Fault = fault };
        }

        if (!rule.NeedsList)
        {
            var names = rule.Names.Distinct(StringComparer.Ordinal).ToList();
            return new TagChoice(names, names.Count);
        }

        var listed = (tags ?? []).OfType<string>().Where(TagName.IsValid).Where(tag => !TagName.IsSupplement(tag)).Distinct(StringComparer.Ordinal);
        try
        {
            return rule.Newest is { } newest ? Newest(Matching(listed, rule), rule, newest) : Cut([.. Matching(listed, rule).Order(StringComparer.Ordinal)]);
        }
        catch (RegexMatchTimeoutException)
        {
            return TagChoice.None with { Fault = TagRuleFault.PatternTooLarge };
        }
    }

    private static IEnumerable<string> Matching(IEnumerable<string> tags, TagRule rule)
    {
        var (include, exclude) = (Pattern(rule.Include), Pattern(rule.Exclude));
        return tags.Where(tag => include?.IsMatch(tag) != false && exclude?.IsMatch(tag) != true);
    }

    private static TagPattern? Pattern(string? pattern) => pattern is not null && TagPattern.TryCreate(pattern, out var made, out _) ? made : null;

    private static TagChoice Newest(IEnumerable<string> tags, TagRule rule, int newest)
    {
        var like = rule.Like is null ? null : TagVersion.Read(rule.Like);
        var versions = tags.Select(TagVersion.Read).OfType<TagVersion>().Where(version => !version.IsPrerelease || like?.IsPrerelease == true).ToList();
        var form = like?.Form ?? versions.Where(version => rule.Include is not null || version.Form.IsPlain).Max(TagVersion.Order)?.Form;
        var found = versions.Where(version => version.Form == form).OrderDescending(TagVersion.Order).ToList();
        return new TagChoice([.. found.Take(newest).Select(version => version.Tag)], found.Count);
    }

    private static TagChoice Cut(List<string> tags) => new([.. tags.Take(TagRule.MaxTags)], tags.Count);
}

/// <summary>What a rule chose.</summary>
/// <param name="Tags">The tags: the newest first, else by name.</param>
/// <param name="Matching">How many the rule fits, those beyond its number or the bound included.</param>
public sealed record TagChoice(IReadOnlyList<string> Tags, int Matching)
{
    /// <summary>Nothing.</summary>
    public static TagChoice None { get; } = new([], 0);

    /// <summary>What is wrong with the rule, where it chose nothing for that.</summary>
    public TagRuleFault Fault { get; init; }

    /// <summary>True where more fit than one rule may choose, and nobody asked for a number: to be said, never silent.</summary>
    public bool IsCut => Tags.Count == TagRule.MaxTags && Matching > TagRule.MaxTags;
}
