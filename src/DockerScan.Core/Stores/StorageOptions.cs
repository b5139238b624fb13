using DockerScan.Core.Settings;

namespace DockerScan.Core.Stores;

/// <summary>Where scans are kept.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>Which store.</summary>
    public StoreKind Kind { get; set; }

    /// <summary>SQLite's database file; its folder is made when missing. A file on a local disk: the journal needs shared memory.</summary>
    [Names("the database file")]
    public string Path { get; set; } = string.Empty;

    /// <summary>How long a command waits for another process's write to the SQLite file, in seconds; 1 to 300.</summary>
    [Between(1, 300)]
    public int BusyTimeoutSeconds { get; set; } = 30;

    /// <summary>How long scans are kept, in days; 31 to 3,650. What a watch compares with, and the newest results of each image, stay longer.</summary>
    [Between(31, 3650)]
    public int KeepDays { get; set; } = 90;

    /// <summary>MongoDB's connection string, <c>mongodb://…</c>. A secret when a password is in it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file that holds the connection string and nothing else.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>MongoDB's database. What the connection string names goes before it.</summary>
    public string Database { get; set; } = "dockerscan";

    /// <summary>How long MongoDB's server is waited for when it is away, in seconds; 1 to 60.</summary>
    [Between(1, 60)]
    public int ServerTimeoutSeconds { get; set; } = 5;

    /// <summary>How long an answer of MongoDB's server is waited for, in seconds; 5 to 300. What it did by then is found out before it is done again.</summary>
    [Between(5, 300)]
    public int AnswerTimeoutSeconds { get; set; } = 30;
}
