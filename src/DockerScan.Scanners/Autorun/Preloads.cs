using System.Text;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun;

/// <summary>
/// What is loaded into whatever starts: libraries by the dynamic linker, modules by the interpreters of languages. Sources: ld.so(8), node(1),
/// perlrun, ruby(1), Python's "site" module, the JVM's java.lang.instrument, .NET's startup hooks.
/// </summary>
internal static class Preloads
{
    public const string File = "/etc/ld.so.preload";
    private const int MaxBytes = 64 * 1024;
    private const int MaxLibraries = 50;
    private static readonly char[] Separators = [' ', ':', '\t', '\n', '\r'];

    // Variables whose options name a module, and the options.
    private static readonly (string Variable, string[] Options)[] Options =
    [
        ("NODE_OPTIONS", ["--require", "-r", "--import", "--loader", "--experimental-loader"]), ("RUBYOPT", ["-r"]), ("PERL5OPT", ["-M", "-m"]),
        ("JAVA_TOOL_OPTIONS", ["-javaagent:", "-agentpath:"]), ("JDK_JAVA_OPTIONS", ["-javaagent:", "-agentpath:"]), ("_JAVA_OPTIONS", ["-javaagent:", "-agentpath:"]),
    ];

    /// <summary>What variables name: the variable, the file, and as lists with colons where one without a folder is looked for; null for the usual places.</summary>
    /// <param name="variable">The values that a variable may have.</param>
    public static IEnumerable<(string Origin, string File, IReadOnlyList<string>? Folders)> Of(Func<string, IReadOnlyList<string>> variable)
    {
        var found = new List<(string, string, IReadOnlyList<string>?)>();
        foreach (var name in (string[])["LD_PRELOAD", "LD_AUDIT", "DOTNET_STARTUP_HOOKS", "PYTHONSTARTUP"])
        {
            found.AddRange(variable(name).SelectMany(Names).Select(file => (name, file, (IReadOnlyList<string>?)null)));
        }

        foreach (var (name, options) in Options)
        {
            var files = variable(name).SelectMany(value => Named(value.Split(Separators[..1], StringSplitOptions.RemoveEmptyEntries), options)).Take(MaxLibraries);
            found.AddRange(name == "PERL5OPT"
                ? files.Select(file => (name, file.Split('=')[0].Replace("::", "/", StringComparison.Ordinal) + ".pm", (IReadOnlyList<string>?)[.. variable("PERL5LIB"), .. variable(name).SelectMany(value => Named(value.Split(' '), ["-I"]))]))
                : files.Select(file => (name, file.Split('=')[0], name == "RUBYOPT" ? variable("RUBYLIB") : null)));
        }

        foreach (var folder in variable("PYTHONPATH").SelectMany(value => value.Split(':')).Where(folder => folder.StartsWith('/')).Take(MaxLibraries))
        {
            found.AddRange(((string[])["sitecustomize.py", "usercustomize.py"]).Select(file => ("PYTHONPATH", folder.TrimEnd('/') + "/" + file, (IReadOnlyList<string>?)null)));
        }

        return found;
    }

    /// <summary>What a shell reads before anything else, where a script sets it: <c>BASH_ENV</c> and <c>ENV</c>. The image's own are start points.</summary>
    /// <param name="variable">The values that a variable may have.</param>
    public static IEnumerable<string> OfShells(Func<string, IReadOnlyList<string>> variable)
        => ((string[])["BASH_ENV", "ENV"]).SelectMany(variable).Where(file => file.Contains('/', StringComparison.Ordinal));

    public static async Task<IReadOnlyList<string>> FromFileAsync(IImageContent content, ImageFileIndex index, CancellationToken cancellationToken)
        => index.Resolve(File) is { Kind: ImageEntryKind.File } entry && await content.ReadAsync(entry.Path, MaxBytes, cancellationToken) is { } file
            ? [.. Names(Encoding.UTF8.GetString(file.Content.Span))]
            : [];

    private static IEnumerable<string> Names(string? text)
        => (text ?? string.Empty).Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(name => name[0] == '/' && name.Length <= ImagePath.MaxLength).Take(MaxLibraries);

    // --require X, --require=X, -rX.
    private static IEnumerable<string> Named(string[] words, string[] options)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (Array.Find(options, option => words[i].StartsWith(option, StringComparison.Ordinal)) is not { } option)
            {
                continue;
            }

            var rest = words[i][option.Length..].TrimStart('=').Trim('"', '\'');
            if (rest.Length > 0)
            {
                yield return rest;
            }
            else if (i + 1 < words.Length)
            {
                yield return words[++i].Trim('"', '\'');
            }
        }
    }
}
