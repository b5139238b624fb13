using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>One thing that the image configuration scanner looks for. Pure.</summary>
internal interface IImageConfigRule
{
    IEnumerable<FindingDraft> Look(ImageConfigInput input);
}
