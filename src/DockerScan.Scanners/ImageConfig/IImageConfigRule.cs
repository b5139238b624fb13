using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>One thing that the image configuration scanner looks for. Pure.</summary>
internal interface IImageConfigRule
{
    IEnumerable<FindingDraft> Look(ImageConfigInput input);
}

/// <summary>What a rule looks at.</summary>
/// <param name="Configuration">The image configuration.</param>
/// <param name="Index">The image's files.</param>
/// <param name="Passwd">The text of /etc/passwd; null when the image has none.</param>
/// <param name="Group">The text of /etc/group; null when the image has none.</param>
/// <param name="Gaps">Where a rule says what it did not look at; null when nobody asks.</param>
internal sealed record ImageConfigInput(ImageConfiguration Configuration, ImageFileIndex Index, string? Passwd, string? Group = null, ICollection<Gap>? Gaps = null);
