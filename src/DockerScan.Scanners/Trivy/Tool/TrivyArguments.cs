using System.Globalization;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Trivy.Tool;

/// <summary>Builds argument lists from the flags that this program has.</summary>
internal static class TrivyArguments
{
    /// <summary>Without one of these a scan would not do what is said of it.</summary>
    public static IReadOnlyList<string> Required { get; } =
        ["--image-src", "--scanners", "--list-all-pkgs", "--skip-db-update", "--offline-scan", "--cache-dir", "--format", "--output", "--timeout"];

    /// <summary>A scan of an image in the engine, by id: a name could have moved, or be in a registry.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="cacheDirectory">Its cache, with the database if there is one.</param>
    /// <param name="output">Where the report goes.</param>
    /// <param name="timeout">Its own time limit.</param>
    /// <param name="image">The image's id.</param>
    /// <param name="hasDatabase">False leaves vulnerabilities out: secrets and misconfiguration need no database.</param>
    public static IReadOnlyList<string> Scan(
        TrivyTool tool, string cacheDirectory, string output, TimeSpan timeout, ImageDigest image, bool hasDatabase = true)
    {
        var list = new List<string>
        {
            "image", "--format", "json", "--output", output, "--cache-dir", cacheDirectory, "--image-src", "docker",
            "--timeout", Seconds(timeout), "--scanners", $"{(hasDatabase ? "vuln," : string.Empty)}secret,{tool.MisconfigurationName}", "--list-all-pkgs",
        };
        // Off by default, and the only look at ENV and history.
        Add(list, tool, "--image-config-scanners", $"{tool.MisconfigurationName},secret");
        Add(list, tool, tool.Has("--pkg-types") ? "--pkg-types" : "--vuln-type", "os,library");
        Add(list, tool, "--offline-scan");
        Add(list, tool, "--skip-db-update");
        Add(list, tool, "--skip-java-db-update");
        Add(list, tool, tool.Has("--skip-check-update") ? "--skip-check-update" : "--skip-policy-update");
        AddQuiet(list, tool);
        list.Add(image.Value);
        return list;
    }

    /// <summary>A server on this machine alone. What can be said by variable is: its flags are others than those of <c>image</c>.</summary>
    public static IReadOnlyList<string> Server(string cacheDirectory, int port)
        => ["server", "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "--cache-dir", cacheDirectory, "--skip-db-update"];

    /// <summary>The flags as evidence: without folders of this machine.</summary>
    public static string Describe(IReadOnlyList<string> arguments)
        => string.Join(' ', arguments.Select(argument => Path.IsPathRooted(argument) ? "…" : argument));

    private static string Seconds(TimeSpan time)
        => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(time.TotalSeconds)}s");

    // Telemetry and version check are two switches; one alone still calls home.
    private static void AddQuiet(List<string> list, TrivyTool tool)
    {
        Add(list, tool, "--no-progress");
        Add(list, tool, "--disable-telemetry");
        Add(list, tool, "--skip-version-check");
    }

    private static void Add(List<string> list, TrivyTool tool, string flag, string? value = null)
    {
        if (!tool.Has(flag))
        {
            return;
        }

        list.Add(flag);
        if (value is not null)
        {
            list.Add(value);
        }
    }
}
