using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Where Python looks for a module. Source: Python's documentation, "The initialization of the sys.path module search path".</summary>
internal static class PythonModule
{
    private static readonly string[] Packages =
    [
        "/usr/lib/python3*/site-packages", "/usr/lib/python3/dist-packages", "/usr/local/lib/python3*/site-packages", "/usr/local/lib/python3*/dist-packages", "/opt/*/lib/python3*/site-packages", "/usr/lib/python3*",
    ];

    /// <summary>The patterns of the paths that a module may have, the first that is there counts.</summary>
    /// <param name="module">Its path: <c>a/b</c>.</param>
    /// <param name="directories">Where it is started.</param>
    /// <param name="paths">What PYTHONPATH may be.</param>
    public static IEnumerable<string> Patterns(string module, IReadOnlyList<string> directories, IReadOnlyList<string> paths)
        => directories.Take(1).Concat(paths.SelectMany(path => path.Split(':')).Where(path => path.Length > 0).Select(path => ImagePath.Combine(directories[0], path))).Concat(Packages)
            .SelectMany(folder => (string[])[$"{folder.TrimEnd('/')}/{module}/__main__.py", $"{folder.TrimEnd('/')}/{module}.py"]);
}
