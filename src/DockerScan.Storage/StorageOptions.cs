namespace DockerScan.Storage;

/// <summary>Where scans are kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Storage";

    /// <summary>The SQLite file; null for <c>dockerscan.db</c> in the data folder.</summary>
    public string? Path { get; set; }

    /// <summary>How long to wait for another process's write, in seconds, 1 to 300.</summary>
    public int BusyTimeoutSeconds { get; set; } = 30;
}
