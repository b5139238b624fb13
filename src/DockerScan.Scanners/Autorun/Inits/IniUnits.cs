using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>Reads files of sections: supervisord's and systemd's. A section's folder and variables count for its commands. Sources: supervisord's documentation, "Configuration File"; systemd.exec(5).</summary>
internal static class IniUnits
{
    private const int MaxLines = 20_000;
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>As <see cref="InitFile.Read"/>.</summary>
    public static (IReadOnlyList<string> Commands, IReadOnlyList<InitSource> Includes, bool IsCut) Read(string text, string path, InitFormat format)
    {
        var commands = new List<string>();
        var includes = new List<InitSource>();
        var section = new Section();
        var isCut = false;
        var read = 0;
        foreach (var line in InitFile.Lines(text))
        {
            if (++read > MaxLines)
            {
                isCut = true;
                break;
            }

            if (line[0] == '[')
            {
                section.End(commands, path);
                section = new Section { Name = line.Trim('[', ']') };
            }
            else if (line.Split('=', 2) is { Length: 2 } pair)
            {
                var (key, value) = (pair[0].Trim(), pair[1].Trim());
                if (format == InitFormat.Unit)
                {
                    section.TakeUnit(key, value);
                }
                else if (key == "files" && section.Name == "include")
                {
                    includes.AddRange(value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Select(file => new InitSource(ImagePath.Combine(ImagePath.Directory(path), file), format)));
                }
                else
                {
                    section.TakeSupervisor(key, value);
                }
            }
        }

        section.End(commands, path);
        // A timer, socket or path starts the service of its name.
        if (format == InitFormat.Unit && Path.GetExtension(path) is ".timer" or ".path" or ".socket")
        {
            includes.Add(new InitSource(Path.ChangeExtension(path, ".service"), format));
        }

        return (commands, includes, isCut);
    }

    private sealed class Section
    {
        private readonly List<string> _commands = [];
        private readonly List<string> _variables = [];
        private string? _folder;

        public string Name { get; init; } = string.Empty;

        public void TakeSupervisor(string key, string value)
        {
            switch (key)
            {
                case "command":
                    _commands.Add(value);
                    break;
                case "directory":
                    _folder = value;
                    break;
                case "environment":
                    _variables.AddRange(value.Split(','));
                    break;
            }
        }

        public void TakeUnit(string key, string value)
        {
            switch (key)
            {
                // ExecStart=-/usr/bin/x: what stands before the path says how, not what. An empty one takes back those before.
                case "ExecStart" or "ExecStartPre" or "ExecStartPost" or "ExecCondition" or "ExecReload" when value.Length > 0:
                    _commands.Add(value.TrimStart('-', '@', ':', '+', '!'));
                    break;
                case "WorkingDirectory":
                    _folder = value.TrimStart('-');
                    break;
                case "Environment":
                    _variables.AddRange(value.Split((char[])['"', '\''], StringSplitOptions.RemoveEmptyEntries).SelectMany(part => value.Contains('"', StringComparison.Ordinal) ? [part.Trim()] : part.Split(' ')));
                    break;
            }
        }

        public void End(List<string> commands, string path)
        {
            var name = Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var unit = ImagePath.Name(path);
            var instance = unit.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? Path.GetFileNameWithoutExtension(unit[(at + 1)..]) : string.Empty;
            foreach (var command in _commands)
            {
                var words = string.Concat(_variables.Select(variable => variable.Trim().Split('=', 2)).Where(pair => pair.Length == 2 && pair[0].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                    .Select(pair => $"{pair[0]}='{pair[1].Trim('"', '\'').Replace("'", string.Empty, StringComparison.Ordinal)}'; "))
                    + (_folder is { Length: > 0 } ? $"cd '{_folder.Replace("'", string.Empty, StringComparison.Ordinal)}'; " : string.Empty) + command;
                words = words.Replace("%(program_name)s", name, StringComparison.Ordinal).Replace("%(here)s", ImagePath.Directory(path), StringComparison.Ordinal)
                    .Replace("%%", "%", StringComparison.Ordinal).Replace("%i", instance, StringComparison.Ordinal).Replace("%I", instance, StringComparison.Ordinal);
                commands.Add("( " + Variables(words) + " )");
            }
        }

        // %(ENV_NAME)s is a variable.
        private static string Variables(string words)
        {
            for (var at = words.IndexOf("%(ENV_", StringComparison.Ordinal); at >= 0; at = words.IndexOf("%(ENV_", StringComparison.Ordinal))
            {
                var end = words.IndexOf(")s", at, StringComparison.Ordinal);
                if (end < 0)
                {
                    break;
                }

                words = $"{words[..at]}${{{words[(at + 6)..end]}}}{words[(end + 2)..]}";
            }

            return words;
        }
    }
}
