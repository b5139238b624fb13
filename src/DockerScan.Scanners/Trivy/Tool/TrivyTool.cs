namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>What is known of the program. Kept on disk, because a start can cost seconds.</summary>
internal sealed record TrivyTool
{
    /// <summary>The absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The file's size.</summary>
    public required long Length { get; init; }

    /// <summary>When the file was written, in ticks of UTC.</summary>
    public required long WrittenTicks { get; init; }

    /// <summary>What it says its version is, e.g. <c>0.74.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The flags that <c>image --help</c> names, with their dashes.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Its name for the misconfiguration scanner: <c>misconfig</c>, or <c>config</c> before 0.48.</summary>
    public required string MisconfigurationName { get; init; }

    /// <summary>True when it has a flag.</summary>
    public bool Has(string flag) => Flags.Contains(flag, StringComparer.Ordinal);
}
