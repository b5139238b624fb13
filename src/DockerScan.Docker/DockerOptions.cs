using DockerScan.Core.Settings;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker;

/// <summary>How the container engine is reached, and the bounds on what is read from it.</summary>
public sealed class DockerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Docker";

    private const long OneTebibyte = 1L << 40;

    /// <summary>The engine's address: <c>unix://</c>, <c>tcp://</c>, <c>http://</c>, <c>https://</c> or <c>npipe://</c>. Null: the variable <c>DOCKER_HOST</c>, else <c>unix:///var/run/docker.sock</c>.</summary>
    public string? Host { get; set; }

    /// <summary>How long one short request (not a pull, not an export) may take, in seconds; 1 to 600.</summary>
    [Between(1, 600)]
    public int RequestTimeoutSeconds { get; set; } = 30;

    /// <summary>How many entries of one image are indexed at most; 1,000 to 5,000,000. What is over it makes the index incomplete.</summary>
    [Between(1_000, 5_000_000)]
    public int MaxIndexEntries { get; set; } = 500_000;

    /// <summary>How many bytes of one image are read for its index at most; 1 MiB to 1 TiB. What is over it makes the index incomplete.</summary>
    [Between(1 << 20, OneTebibyte)]
    public long MaxExportBytes { get; set; } = 16L << 30;

    /// <summary>How many bytes the lists of files of images seen before may take on disk together; 0 (off) to 1 TiB. They spare the reading of the whole image at its next scan.</summary>
    [Between(0, OneTebibyte)]
    public long MaxIndexCacheBytes { get; set; } = 256L << 20;

    /// <summary>A pull is stopped when the engine's disk, if it can be seen from here, has fewer bytes free than this; 0 (off) to 1 TiB.</summary>
    [Between(0, OneTebibyte)]
    public long MinFreeDiskBytes { get; set; } = 512L << 20;

    /// <summary>Where the indexes are kept; empty keeps none.</summary>
    internal string IndexCacheDirectory { get; set; } = string.Empty;

    /// <summary>The label that everything of ours carries. Not configurable: tests that sweep a shared engine use their own.</summary>
    internal string ScanLabel { get; set; } = "dev.dockerscan.scan";

    /// <summary>The label that says which installation a thing belongs to.</summary>
    internal const string OwnerLabel = "dev.dockerscan.owner";

    /// <summary>This installation's id. When it is given, a sweep leaves what other installations made on the same engine; empty: it takes all of the scan label.</summary>
    internal string Owner { get; set; } = string.Empty;

    /// <summary>What a person sets to name another engine.</summary>
    internal string HostSetting { get; set; } = DockerEndpoint.Variable;

    /// <summary>True when a thing with these labels is this installation's to remove.</summary>
    internal bool Owns(IDictionary<string, string> labels)
        => Owner.Length == 0 || (labels.TryGetValue(OwnerLabel, out var owner) && owner == Owner);

    /// <summary>The same for another engine.</summary>
    /// <param name="host">Its address.</param>
    /// <param name="setting">What a person sets to name it.</param>
    internal DockerOptions For(string host, string setting)
    {
        var options = (DockerOptions)MemberwiseClone();
        (options.Host, options.HostSetting) = (host, setting);
        return options;
    }
}
