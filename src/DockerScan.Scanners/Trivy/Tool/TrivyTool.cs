namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>What is known of the program. Kept on disk, because a start can cost seconds.</summary>
internal sealed record TrivyTool
{
    /// <summary>The form in which it is kept today; what was kept in another is asked anew.</summary>
    public const int CurrentForm = 2;

    /// <summary>The form in which it was kept.</summary>
    public int Form { get; init; }

    /// <summary>The absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The file's size.</summary>
    public required long Length { get; init; }

    /// <summary>When the file was written, in ticks of UTC.</summary>
    public required long WrittenTicks { get; init; }

    /// <summary>Its version, e.g. <c>0.74.0</c>: what it says itself, or what its file tells when it says none; else the word it says, such as <c>dev</c>.</summary>
    public required string Version { get; init; }

    /// <summary>What it says its version is; null when that is <see cref="Version"/>.</summary>
    public string? Reported { get; init; }

    /// <summary>True for the build that <c>run.sh</c> fetches with npm when it can get no other.</summary>
    public bool IsFromNpm { get; init; }

    /// <summary>The flags that <c>image --help</c> names, with their dashes.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Its name for the misconfiguration scanner: <c>misconfig</c>, or <c>config</c> before 0.48.</summary>
    public required string MisconfigurationName { get; init; }

    /// <summary>True when it has a flag.</summary>
    public bool Has(string flag) => Flags.Contains(flag, StringComparer.Ordinal);
}
