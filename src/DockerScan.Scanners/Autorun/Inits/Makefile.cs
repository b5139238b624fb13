using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>What make(1) runs: the recipes of the targets that it is told to make, and of what those need. Source: GNU make's manual, "Rules" and "Recipes".</summary>
internal static class Makefile
{
    private const int MaxLines = 20_000;
    private const int MaxTargets = 500;

    /// <summary>The commands, as a shell's text.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path: the recipes run in its folder.</param>
    /// <param name="wanted">The targets; the first of the file when none are named.</param>
    public static IReadOnlyList<string> Commands(string text, string path, IReadOnlyList<string> wanted)
    {
        var (rules, first, variables) = Rules(text);
        var commands = new List<string> { $"cd '{ImagePath.Directory(path)}'" };
        commands.AddRange(variables);
        var left = new Queue<string>(wanted.Count > 0 ? wanted : first is null ? [] : [first]);
        var made = new HashSet<string>(StringComparer.Ordinal);
        while (left.TryDequeue(out var target) && made.Count < MaxTargets)
        {
            if (made.Add(target) && rules.TryGetValue(target, out var rule))
            {
                rule.Needs.ForEach(left.Enqueue);
                commands.AddRange(rule.Recipe);
            }
        }

        return commands;
    }

    private static (Dictionary<string, Rule> Rules, string? First, List<string> Variables) Rules(string text)
    {
        var rules = new Dictionary<string, Rule>(StringComparer.Ordinal);
        var variables = new List<string>();
        string? first = null;
        List<Rule> open = [];
        foreach (var line in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Take(MaxLines).Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith('\t'))
            {
                open.ForEach(rule => rule.Recipe.Add(Shell(line.Trim().TrimStart('@', '-', '+', ' '))));
                continue;
            }

            var plain = line.Split('#')[0].Trim();
            var equals = plain.IndexOf('=', StringComparison.Ordinal);
            var colon = plain.IndexOf(':', StringComparison.Ordinal);
            if (equals > 0 && (colon < 0 || equals < colon || equals == colon + 1 || plain[colon..equals] is "::"))
            {
                var name = plain[..equals].TrimEnd(':', '?', '+', '!', ' ', '\t').Split(' ')[^1];
                variables.Add($"{name}=\"{Shell(plain[(equals + 1)..].Trim()).Replace("\"", string.Empty, StringComparison.Ordinal)}\"");
                open = [];
            }
            else if (colon > 0)
            {
                var parts = plain[(colon + 1)..].TrimStart(':').Split(';', 2);
                List<string> needs = [.. parts[0].Split((char[])[' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries)];
                open = [];
                foreach (var target in plain[..colon].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(target => rules.Count < MaxTargets || rules.ContainsKey(target)))
                {
                    first ??= target[0] == '.' ? null : target;
                    var rule = rules.TryGetValue(target, out var known) ? known : rules[target] = new Rule([], []);
                    rule.Needs.AddRange(needs);
                    rule.Recipe.AddRange(parts.Skip(1).Select(recipe => Shell(recipe.Trim())));
                    open.Add(rule);
                }
            }
        }

        return (rules, first, variables);
    }

    // $(NAME) is make's variable, $$ the shell's dollar.
    private static string Shell(string recipe)
    {
        var text = recipe.Replace("$$", "\u0001", StringComparison.Ordinal);
        for (var at = text.IndexOf("$(", StringComparison.Ordinal); at >= 0; at = text.IndexOf("$(", at + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf(')', at);
            if (end > 0 && text[(at + 2)..end] is var name && !name.AsSpan().ContainsAny(' ', ',', '('))
            {
                text = $"{text[..at]}${{{name}}}{text[(end + 1)..]}";
            }
        }

        return text.Replace('\u0001', '$');
    }

    private sealed record Rule(List<string> Needs, List<string> Recipe);
}
