using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.ImageConfig;

/// <summary>Runs one rule.</summary>
internal static class RuleBed
{
    public static List<FindingDraft> Look(
        IImageConfigRule rule, ImageConfiguration? configuration = null, FakeImageContent? content = null, string? passwd = null, string? group = null)
        => [.. rule.Look(new ImageConfigInput(configuration ?? new ImageConfiguration(), (content ?? new FakeImageContent()).Index, passwd, group))];
}
