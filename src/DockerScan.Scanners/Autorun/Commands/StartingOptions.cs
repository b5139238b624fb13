using System.Collections.Frozen;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>Options by which programs that else start nothing (<see cref="NonStarters"/>) start another, by the programs' own manuals.</summary>
internal static class StartingOptions
{
    // What an awk text starts stands within it.
    private static readonly string[] AwkStarts = ["system(", "|"];

    private static readonly FrozenDictionary<string, string[]> Options = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["tar"] = ["--to-command", "--use-compress-program", "-I", "--checkpoint-action", "--info-script", "-F", "--new-volume-script", "--rsh-command"],
        ["git"] = ["core.sshCommand", "core.pager", "core.editor", "core.fsmonitor", "core.hooksPath", "diff.external", "--upload-pack", "--receive-pack", "--exec", "-u"],
        ["rsync"] = ["-e", "--rsh", "--rsync-path"],
        ["sort"] = ["--compress-program"],
        ["zip"] = ["-TT", "--unzip-command"],
        ["install"] = ["--strip-program"],
        ["wget"] = ["--use-askpass"],
        ["apt-get"] = ["APT::Update::Pre-Invoke", "APT::Update::Post-Invoke", "DPkg::Pre-Invoke", "DPkg::Post-Invoke"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words that such an option is given, in order; none for a program that has none.</summary>
    /// <param name="program">The program's name without its folder.</param>
    /// <param name="arguments">What stands behind it.</param>
    public static IEnumerable<string> Of(string program, IReadOnlyList<string> arguments)
        => program is "awk" or "gawk" or "mawk" ? arguments.Where(word => AwkStarts.Any(start => word.Contains(start, StringComparison.Ordinal)))
            : Options.TryGetValue(program, out var options) ? arguments.SelectMany((word, at) => Given(options, word, at + 1 < arguments.Count ? arguments[at + 1] : null))
            : [];

    private static IEnumerable<string> Given(string[] options, string word, string? next)
    {
        foreach (var option in options.Where(option => word.StartsWith(option, StringComparison.Ordinal)))
        {
            if (word.Length == option.Length)
            {
                return next is null ? [] : [next];
            }

            if (word[option.Length] is '=' or ':')
            {
                return [word[(option.Length + 1)..]];
            }
        }

        return [];
    }
}
