using DockerScan.Core.Settings;

namespace DockerScan.Scanners.Trivy;

/// <summary>How Trivy is run.</summary>
public sealed class TrivyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Trivy";

    /// <summary>The program; null takes <c>DOCKERSCAN_TRIVY</c>, else <c>trivy</c> on PATH.</summary>
    public string? Path { get; set; }

    /// <summary>Our own folder for databases, scan cache and work files. Required; only we may write to it.</summary>
    [Names("a folder")]
    public string CacheDirectory { get; set; } = string.Empty;

    /// <summary>A folder with <c>db/trivy.db</c> and <c>db/metadata.json</c> (and, for Java, <c>java-db/</c>) for a machine without a way out; null downloads. It is copied, never written to.</summary>
    public string? DatabasePath { get; set; }

    /// <summary>A sample database, used only when there is no other; the scan is then never called complete. Null for none.</summary>
    public string? FallbackDatabasePath { get; set; }

    /// <summary>Hours after which a database, of vulnerabilities or of Java archives, is stale and scans with it are partial, unless its maker announced the next for later; 1 to 8760.</summary>
    [Between(1, 8760)]
    public int MaxDatabaseAgeHours { get; set; } = 72;

    /// <summary>Where the vulnerability database is downloaded from, as <c>registry/repository:2</c>; several, separated by commas, are asked in order. Null for Trivy's own two.</summary>
    public string? DatabaseRepository { get; set; }

    /// <summary>The same for the index of Java archives, as <c>registry/repository:1</c>.</summary>
    public string? JavaDatabaseRepository { get; set; }

    /// <summary>True refreshes the index of Java archives (about 1 GB) with the other database; false leaves it to the operator.</summary>
    public bool RefreshJava { get; set; } = true;

    /// <summary>The longest wait, in seconds, for a download that a scan starts; 5 to 3600. A refresh that is asked for may take ten times as long.</summary>
    [Between(5, 3600)]
    public int RefreshTimeoutSeconds { get; set; } = 60;

    /// <summary>The time limit of a scan in seconds, whatever the image's size; 10 to 3600.</summary>
    [Between(10, 3600)]
    public int BaseTimeoutSeconds { get; set; } = 120;

    /// <summary>Seconds more for each started 100 MiB of the unpacked image; 0 to 600.</summary>
    [Between(0, 600)]
    public int SecondsPer100MiB { get; set; } = 20;

    /// <summary>The highest time limit in seconds; 10 to 86400, and not below <see cref="BaseTimeoutSeconds"/>.</summary>
    [Between(10, 86_400)]
    public int MaxTimeoutSeconds { get; set; } = 3600;

    /// <summary>The longest wait, in seconds, for other scans on this machine to leave Trivy's cache; 0 to 86400.</summary>
    [Between(0, 86_400)]
    public int MaxWaitSeconds { get; set; } = 900;

    /// <summary>The largest report that is read, in bytes; 1024 to 2147483647.</summary>
    [Between(1024, int.MaxValue)]
    public long MaxReportBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>The most findings that are kept, the worst first; 1 to 1000000.</summary>
    [Between(1, 1_000_000)]
    public int MaxFindings { get; set; } = 50_000;

    /// <summary>True keeps a Trivy server while <c>serve</c> or <c>chat</c> runs, so that images known from an earlier scan are compared without starting Trivy; false saves its memory.</summary>
    public bool KeepServer { get; set; } = true;

    /// <summary>The most bytes of what Trivy listed of images seen before, the oldest go first; 0 to 1,099,511,627,776, 0 keeps nothing.</summary>
    [Between(0, 1_099_511_627_776)]
    public long MaxKnownBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Which systems and releases which Trivy knows; a relative path is taken from the program's folder.</summary>
    [Names("a file")]
    public string SystemsPath { get; set; } = "config/systems.yaml";

    /// <summary>The engine's address, e.g. <c>unix:///run/docker.sock</c>; null takes <c>DOCKER_HOST</c>.</summary>
    public string? DockerHost { get; set; }
}
