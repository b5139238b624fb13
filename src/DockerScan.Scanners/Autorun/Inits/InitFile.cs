using DockerScan.Core.Content;

namespace DockerScan.Scanners.Autorun.Inits;

/// <summary>Reads the commands out of a file of an init system, a supervisor or cron.</summary>
internal static class InitFile
{
    private const int MaxLines = 20_000;
    private const int CrontabTimes = 5;

    /// <summary>The commands, each as the text of a shell, and the further files that it includes.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="format">How it says it.</param>
    public static (IReadOnlyList<string> Commands, IReadOnlyList<InitSource> Includes, bool IsCut) Read(string text, string path, InitFormat format)
    {
        var lines = Lines(text).Take(MaxLines + 1).ToList();
        var commands = lines.Take(MaxLines).Select(line => format switch
        {
            InitFormat.Supervisor => Value(line, "command"),
            InitFormat.Unit => Started(line),
            InitFormat.SystemCrontab => Scheduled(line, CrontabTimes + 1),
            InitFormat.UserCrontab => Scheduled(line, CrontabTimes),
            InitFormat.Inittab => line.Split(':', 4) is { Length: 4 } fields ? fields[3] : null,
            _ => line,
        }).OfType<string>().Where(command => command.Length > 0).ToList();
        IReadOnlyList<InitSource> includes = format != InitFormat.Supervisor ? []
            : [.. lines.Select(line => Value(line, "files")).OfType<string>().SelectMany(value => value.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .Select(file => new InitSource(ImagePath.Combine(ImagePath.Directory(path), file), InitFormat.Supervisor))];
        return (commands, includes, lines.Count > MaxLines);
    }

    // A line that begins with blanks, or comes behind a backslash, goes on.
    private static IEnumerable<string> Lines(string text)
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

    private static string? Value(string line, string key)
        => line.Split('=', 2) is { Length: 2 } pair && pair[0].Trim() == key ? pair[1].Trim() : null;

    // ExecStart=-/usr/bin/x: what stands before the path says how, not what.
    private static string? Started(string line)
        => line.Split('=', 2) is { Length: 2 } pair && pair[0].Trim() is "ExecStart" or "ExecStartPre" or "ExecStartPost" or "ExecCondition" or "ExecReload" ? pair[1].Trim().TrimStart('-', '@', ':', '+', '!') : null;

    // 5 times, or one word with an at sign; a percent sign ends the command. A line NAME=value sets a variable.
    private static string? Scheduled(string line, int columns)
    {
        var skipped = line[0] == '@' ? columns - CrontabTimes + 1 : columns;
        var words = line.Split((char[])[' ', '\t'], skipped + 1, StringSplitOptions.RemoveEmptyEntries);
        var isTime = line[0] is '@' or '*' || char.IsAsciiDigit(line[0]) || line[0] == '-';
        return isTime && words.Length > skipped ? words[skipped].Replace("\\%", "%", StringComparison.Ordinal) : null;
    }
}
