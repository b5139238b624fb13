using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Where Python looks for a module. Source: Python's documentation, "The initialization of the sys.path module search path".</summary>
internal static class PythonModule
{
    private static readonly string[] Packages =
    [
        "/usr/lib/python3*/site-packages", "/usr/lib/python3/dist-packages", "/usr/local/lib/python3*/site-packages", "/usr/local/lib/python3*/dist-packages", "/opt/*/lib/python3*/site-packages", "/usr/lib/python3*",
    ];

    // They import the application that they are given: "app:app", "pkg.main:create()". Sources: the manuals of the servers; Celery's of -A.
    private static readonly string[] Servers = ["gunicorn", "uvicorn", "hypercorn", "daphne", "granian", "waitress-serve"];

    /// <summary>The module of the application that a server or worker is told to load, as <c>python -m</c> would be told; null for another program.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="at">Where the program stands.</param>
    public static string? Application(IReadOnlyList<string> words, int at)
    {
        var name = ImagePath.Name(words[at]);
        if (name == "celery")
        {
            for (var i = at + 1; i < words.Count; i++)
            {
                var given = words[i] is "-A" or "--app" && i + 1 < words.Count ? words[i + 1] : words[i].StartsWith("--app=", StringComparison.Ordinal) ? words[i]["--app=".Length..] : null;
                if (given?.Split(':')[0] is { } app && IsModule(app))
                {
                    return app;
                }
            }

            return null;
        }

        return Servers.Contains(name)
            ? words.Skip(at + 1).Select(word => word.Split(':')).FirstOrDefault(parts => parts is [var module, [var first, ..]] && IsModule(module) && (char.IsAsciiLetter(first) || first == '_'))?[0]
            : null;
    }

    private static bool IsModule(string name)
        => name is [var first, ..] && name.Length < 200 && (char.IsAsciiLetter(first) || first == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');

    /// <summary>The patterns of the paths that a module may have, the first that is there counts.</summary>
    /// <param name="module">Its path: <c>a/b</c>.</param>
    /// <param name="directories">Where it is started.</param>
    /// <param name="paths">What PYTHONPATH may be.</param>
    public static IEnumerable<string> Patterns(string module, IReadOnlyList<string> directories, IReadOnlyList<string> paths)
        => directories.Take(1).Concat(paths.SelectMany(path => path.Split(':')).Where(path => path.Length > 0).Select(path => ImagePath.Combine(directories[0], path))).Concat(Packages)
            .SelectMany(folder => (string[])[$"{folder.TrimEnd('/')}/{module}/__main__.py", $"{folder.TrimEnd('/')}/{module}.py", $"{folder.TrimEnd('/')}/{module}/__init__.py"]);
}
