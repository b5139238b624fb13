using DockerScan.Core.Settings;

namespace DockerScan.Sqlite;

/// <summary>Where scans are kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>The database file; its folder is made when missing. A file on a local disk: the journal needs shared memory.</summary>
    [Names("the database file")]
    public string Path { get; set; } = string.Empty;

    /// <summary>How long a command waits for another process's write, in seconds; 1 to 300.</summary>
    [Between(1, 300)]
    public int BusyTimeoutSeconds { get; set; } = 30;
}
