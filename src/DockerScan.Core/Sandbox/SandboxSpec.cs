using DockerScan.Core.Images;

namespace DockerScan.Core.Sandbox;

/// <summary>One sandbox to build.</summary>
public sealed record SandboxSpec
{
    /// <summary>The scan that it belongs to: every container carries it as its label.</summary>
    public required ScanId Scan { get; init; }

    /// <summary>The image under test, in the engine; null for the sentinel's own image, in the self-test.</summary>
    public required TargetImage? Image { get; init; }

    /// <summary>Its network.</summary>
    public SandboxMode Mode { get; init; }

    /// <summary>Its limits.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <summary>The OCI runtime for the target, e.g. <c>runsc</c>; null for the engine's default.</summary>
    public string? Runtime { get; init; }

    /// <summary>The host name the target sees.</summary>
    public required string HostName { get; init; }

    /// <summary>The sentinel's own settings, one JSON object, for both sentinel containers.</summary>
    public required string SentinelSpec { get; init; }

    /// <summary>The sentinel binary on this machine.</summary>
    public required string SentinelPath { get; init; }

    /// <summary>Files put into the target before it starts.</summary>
    public IReadOnlyList<SandboxFile> Files { get; init; } = [];

    /// <summary>Where the gate is put into the target: an absolute path in the root folder, another for each run.</summary>
    public string GatePath { get; init; } = "/.init";

    /// <summary>The gate's own start words, before <c>--</c> and the target's command.</summary>
    public IReadOnlyList<string> GateWords { get; init; } = [];

    /// <summary>Started instead of the image's own entrypoint and command; null for the image's own. For the self-test.</summary>
    public IReadOnlyList<string>? Command { get; init; }
}

/// <summary>A file put into the target before it starts.</summary>
/// <param name="Path">An absolute path.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Uid">The owner, user and group.</param>
/// <param name="Mode">The permission bits.</param>
public sealed record SandboxFile(string Path, ReadOnlyMemory<byte> Content, int Uid, int Mode)
{
    /// <summary>When it says that it was written last; null for now. Folders that are made for it say the same.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}
