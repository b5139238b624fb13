using System.Text.RegularExpressions;
using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>Reads the commands out of a file of an init system, a supervisor or cron.</summary>
internal static partial class InitFile
{
    private const int MaxLines = 20_000;
    private const int CrontabTimes = 5;

    /// <summary>The commands, each as the text of a shell, and the further files that it includes.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="format">How it says it.</param>
    /// <param name="names">What of it is started; null for what comes first.</param>
    public static (IReadOnlyList<string> Commands, IReadOnlyList<InitSource> Includes, bool IsCut) Read(string text, string path, InitFormat format, IReadOnlyList<string>? names = null)
    {
        switch (format)
        {
            case InitFormat.Makefile:
                return (Makefile.Commands(text, path, names ?? []), [], false);
            case InitFormat.Package:
                return (PackageScripts.Commands(text, path, names ?? []), [], false);
            case InitFormat.Supervisor or InitFormat.Unit:
                return IniUnits.Read(text, path, format);
        }

        var lines = Lines(text).Take(MaxLines + 1).ToList();
        var commands = lines.Take(MaxLines).Select(line => format switch
        {
            InitFormat.Procfile => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? line[(colon + 1)..].Trim() : null,
            InitFormat.Inetd => line.Split((char[])[' ', '\t'], 7, StringSplitOptions.RemoveEmptyEntries) is [_, _, _, _, _, var program, ..] ? program : null,
            InitFormat.SystemCrontab => Scheduled(line, CrontabTimes + 1),
            InitFormat.UserCrontab => Scheduled(line, CrontabTimes),
            InitFormat.Inittab => line.Split(':', 4) is { Length: 4 } fields ? fields[3] : null,
            _ => line,
        }).OfType<string>().Where(command => command.Length > 0).ToList();
        return (format == InitFormat.Procfile ? [$"cd '{ImagePath.Directory(path)}'", .. commands] : commands, [], lines.Count > MaxLines);
    }

    /// <summary>The lines that say something; one that comes behind a backslash belongs to the one before.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        var open = string.Empty;
        foreach (var raw in text.Split('\n'))
        {
            var line = open + raw.TrimEnd('\r').Trim();
            open = string.Empty;
            if (line.EndsWith('\\') && line.Length < 64 * 1024)
            {
                open = line[..^1];
            }
            else if (line.Length > 0 && line[0] is not ('#' or ';'))
            {
                yield return line;
            }
        }

        if (open.Length > 0)
        {
            yield return open;
        }
    }

    // 5 times, or one word with an at sign; a percent sign ends the command. A line NAME=value sets a variable.
    private static string? Scheduled(string line, int columns)
    {
        if (Assignment().Match(line) is { Success: true } match)
        {
            return $"{match.Groups["name"].Value}='{match.Groups["value"].Value.Trim('"', '\'')}'";
        }

        var skipped = line[0] == '@' ? columns - CrontabTimes + 1 : columns;
        var words = line.Split((char[])[' ', '\t'], skipped + 1, StringSplitOptions.RemoveEmptyEntries);
        var isTime = line[0] is '@' or '*' || char.IsAsciiDigit(line[0]) || line[0] == '-';
        return isTime && words.Length > skipped ? words[skipped].Replace("\\%", "%", StringComparison.Ordinal) : null;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?<value>[^']*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();
}
