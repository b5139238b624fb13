using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>A program that runs the file it is given.</summary>
/// <param name="ValueOptions">Its options that take the next word.</param>
/// <param name="CodeOptions">Its options behind which code or a module's name stands instead of a file.</param>
/// <param name="FileOption">Its option in front of the file, such as <c>-jar</c>; null when the file stands alone.</param>
/// <param name="Endings">What it puts behind the file's name where there is no such file, in that order: <c>node dist/main</c>.</param>
internal sealed record Interpreter(FrozenSet<string> ValueOptions, FrozenSet<string> CodeOptions, string? FileOption, params string[] Endings)
{
    // Node's documentation, "Modules: CommonJS modules", LOAD_AS_FILE; Bun's, "Module resolution".
    private static readonly string[] Node = [".js", ".json", ".node"];
    private static readonly string[] Bun = [".tsx", ".jsx", ".ts", ".mjs", ".js", ".cjs", ".json"];

    private static readonly FrozenDictionary<string, Interpreter> Known = new Dictionary<string, Interpreter>(StringComparer.Ordinal)
    {
        ["python"] = Of(["-W", "-X"], ["-c", "-m"]),
        ["pypy"] = Of(["-W", "-X"], ["-c", "-m"]),
        ["perl"] = Of(["-I"], ["-e", "-E"]),
        ["ruby"] = Of(["-I", "-r", "-C"], ["-e"]),
        ["node"] = Of(["-r", "--require", "--import", "--loader"], ["-e", "--eval", "-p", "--print"], null, Node),
        ["nodejs"] = Of(["-r", "--require"], ["-e", "--eval", "-p", "--print"], null, Node),
        ["bun"] = Of([], ["-e"], null, Bun),
        ["php"] = Of(["-c", "-d", "-z"], ["-r", "-S"]),
        ["lua"] = Of(["-l"], ["-e"]),
        ["luajit"] = Of(["-l"], ["-e"]),
        ["tclsh"] = Of([], []),
        ["expect"] = Of([], ["-c"]),
        ["awk"] = Of(["-v", "-F"], [], "-f"),
        ["gawk"] = Of(["-v", "-F"], [], "-f"),
        ["Rscript"] = Of([], ["-e"]),
        ["dotnet"] = Of(["--additionalprobingpath", "--depsfile", "--runtimeconfig"], []),
        ["mono"] = Of([], []),
        ["java"] = Of(["-cp", "-classpath", "--class-path", "-p", "--module-path"], [], "-jar"),
        ["pwsh"] = Of(["-ExecutionPolicy"], ["-Command", "-c", "-EncodedCommand"], "-File"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The interpreter by its program's name, a version behind it aside: <c>python3.11</c>.</summary>
    public static Interpreter? Find(string name)
        => Known.GetValueOrDefault(name) ?? Known.GetValueOrDefault(name.TrimEnd("0123456789.".ToCharArray()));

    /// <summary>Where the file is named; -1 when none is.</summary>
    public int ScriptAt(IReadOnlyList<string> words, int at)
    {
        for (; at < words.Count; at++)
        {
            var word = words[at];
            if (FileOption is not null)
            {
                if (word == FileOption)
                {
                    return at + 1 < words.Count ? at + 1 : -1;
                }
            }
            else if (IsCode(word))
            {
                return -1;
            }
            else if (word == "--")
            {
                return at + 1 < words.Count ? at + 1 : -1;
            }
            else if (word.Length < 2 || word[0] != '-')
            {
                return word == "-" ? -1 : at;
            }

            at += ValueOptions.Contains(word) ? 1 : 0;
        }

        return -1;
    }

    // Also in a cluster: python -uc code.
    private bool IsCode(string word)
        => CodeOptions.Contains(word)
            || (word.Length is > 2 and < 6 && word[0] == '-' && word[1] != '-' && word.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0 && CodeOptions.Contains("-" + word[^1]));

    private static Interpreter Of(string[] valueOptions, string[] codeOptions, string? fileOption = null, string[]? endings = null)
        => new(valueOptions.ToFrozenSet(StringComparer.Ordinal), codeOptions.ToFrozenSet(StringComparer.Ordinal), fileOption, endings ?? []);
}
