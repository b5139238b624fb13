using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Tags;

/// <summary>What tags a repository has.</summary>
public interface ITagList
{
    /// <summary>Every page of the list, within bounds of pages, bytes, tags and time. It costs no pull.</summary>
    /// <param name="repository">An image of the repository; its tag does not matter.</param>
    /// <param name="priority">Who waits for it.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task<Result<RepositoryTags>> ListAsync(ImageReference repository, ScanPriority priority, CancellationToken cancellationToken);
}

/// <summary>A repository's tags.</summary>
/// <param name="Tags">Each once, in the registry's order, hostile names among them. Empty for a repository whose last tag was deleted.</param>
/// <param name="Pages">How many pages were read.</param>
/// <param name="End">Why the list ends there. A tag that is not in a list that was cut is not gone.</param>
public sealed record RepositoryTags(IReadOnlyList<string> Tags, int Pages, TagListEnd End)
{
    /// <summary>True when there is no more.</summary>
    public bool IsWhole => End == TagListEnd.Whole;
}

/// <summary>Why a list of tags ends.</summary>
public enum TagListEnd
{
    /// <summary>There are more than are read. What it is when nobody says.</summary>
    Bound,

    /// <summary>There is no more.</summary>
    Whole,

    /// <summary>The registry led in a circle, or to pages that bring nothing new.</summary>
    Circle,
}
