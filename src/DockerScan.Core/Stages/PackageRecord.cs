namespace DockerScan.Core.Stages;

/// <summary>
/// What a scanner wrote down of an image's packages, stored with its stage, so that they can be compared later without the image
/// (<c>IPackageMatcher</c>). Only who wrote it reads it.
/// </summary>
/// <param name="Form">Who wrote it, and how.</param>
/// <param name="Content">The packages, as ASCII text; at most <see cref="MaxContent"/> characters. No secrets, no lines of files.</param>
public sealed record PackageRecord(string Form, string Content)
{
    /// <summary>The most characters of <see cref="Content"/>; what would be longer is not stored.</summary>
    public const int MaxContent = 1024 * 1024;
}
