namespace DockerScan.Core.Tags;

/// <summary>Which tags are newer versions of the same thing. Pure, and bounded whatever the tags are.</summary>
public static class NewerTags
{
    /// <summary>
    /// Of some tags those of the same form (as many parts, the same prefix, the same suffix) that are newer. Those with the same first part come
    /// first, because they ask least of who changes to them; among each the newest. Pre-releases are passed over, unless the tag is one.
    /// </summary>
    /// <param name="tag">The tag; nothing is newer than one without a version in it (<c>latest</c>).</param>
    /// <param name="tags">The others in any order; what is no tag is passed over.</param>
    public static IReadOnlyList<string> Of(string tag, IEnumerable<string?> tags)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(tags);
        if (!TagName.IsValid(tag) || TagVersion.Read(tag) is not { } own)
        {
            return [];
        }

        return [.. tags.OfType<string>().Where(TagName.IsValid).Distinct(StringComparer.Ordinal).Select(TagVersion.Read).OfType<TagVersion>()
            .Where(other => other.Form == own.Form && (!other.IsPrerelease || own.IsPrerelease) && IsNewer(other, own))
            .OrderByDescending(other => other.Parts[0] == own.Parts[0]).ThenByDescending(other => other, TagVersion.Order).Select(other => other.Tag)];
    }

    /// <summary>True for two versions with the same first part: a change within it is a small one.</summary>
    public static bool IsNear(string tag, string other)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(other);
        return TagVersion.Read(tag) is { } one && TagVersion.Read(other) is { } two && one.Parts[0] == two.Parts[0];
    }

    // "12.05" is "12.5" in other letters.
    private static bool IsNewer(TagVersion other, TagVersion own)
        => TagVersion.Order.Compare(other, own) > 0 && !(other.Parts.SequenceEqual(own.Parts) && other.Revision == own.Revision);
}
