using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox.Analysis;

namespace DockerScan.Scanners.Sandbox;

/// <summary>What a run left behind, and what of the image it is held against. Read while the target is frozen; what the watchers say last comes after.</summary>
internal sealed record Leavings
{
    public required SandboxChanges Changes { get; init; }

    public required IReadOnlyList<DroppedExecutable> Executables { get; init; }

    public required IReadOnlyDictionary<string, string> ImageHashes { get; init; }

    public required IReadOnlyDictionary<string, string> ChangedTexts { get; init; }

    public required IReadOnlyDictionary<string, string> OriginalTexts { get; init; }

    public required IReadOnlySet<string>? PackageFiles { get; init; }

    public required IReadOnlyList<Gap> Gaps { get; init; }

    /// <summary>The record with all of it.</summary>
    public SandboxRecord AddTo(SandboxRecord record) => record with
    {
        Changes = Changes,
        Executables = Executables,
        ImageHashes = ImageHashes,
        ChangedTexts = ChangedTexts,
        OriginalTexts = OriginalTexts,
        PackageFiles = PackageFiles,
        Gaps = [.. record.Gaps.Concat(Gaps).Distinct()],
    };
}
