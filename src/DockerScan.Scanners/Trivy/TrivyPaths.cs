using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Where things stand in our cache folder.</summary>
internal sealed class TrivyPaths(IOptions<TrivyOptions> options)
{
    /// <summary>The cache folder; with it the database that we download ourselves.</summary>
    public string Root => Path.GetFullPath(options.Value.CacheDirectory);

    /// <summary>A cache folder around the copy of the operator's database.</summary>
    public string Local => Path.Combine(Root, "local");

    /// <summary>A cache folder around the copy of the sample database.</summary>
    public string Sample => Path.Combine(Root, "sample");

    /// <summary>Private work directories.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>Held while Trivy uses a cache folder.</summary>
    public string ScanGate => Path.Combine(Root, "scan.lock");

    /// <summary>Held while a database is downloaded.</summary>
    public string RefreshGate => Path.Combine(Root, "refresh.lock");

    /// <summary>What is known of the program.</summary>
    public string ToolFile => Path.Combine(Root, "tool.json");

    /// <summary>How the last download of the vulnerability database went.</summary>
    public string RefreshFile => Path.Combine(Root, "refresh.json");

    /// <summary>How that of the index of Java archives went.</summary>
    public string JavaRefreshFile => Path.Combine(Root, "refresh-java.json");

    /// <summary>The cache folders of servers, one each.</summary>
    public string Servers => Path.Combine(Root, "servers");

    /// <summary>Which server there is.</summary>
    public string ServerFile => Path.Combine(Root, "server.json");

    /// <summary>Held by the process that keeps the server.</summary>
    public string ServerGate => Path.Combine(Root, "server.lock");

    /// <summary>What was found in images, a file each.</summary>
    public string Analyses => Path.Combine(Root, "analyses");
}
