using DockerScan.Core.Content;
using DockerScan.Scanners.Autorun.Inits;

namespace DockerScan.Scanners.Autorun.Shell;

// What commands write, and what others read of it: pipes, files, here-documents.
internal sealed partial class ShellReader
{
    // ". 'FILE'": for a shell that reads it the file itself, for all others what stands in it.
    private const string Whole = ". '";

    private void TakeInput(in ShellInput input)
    {
        if (_level > 0 && _reads.Count == 0 && input.File is { } written)
        {
            _taken.Add(new Taken(["cat", .. written.Values.Take(1)], _level, IsPiped: false));
        }
        else if (input.File is not null || input.Text is not null)
        {
            TakeLines([.. (input.File?.Values ?? []).SelectMany(Contents), .. Plain(input.Text?.Values ?? [])]);
        }
    }

    // For a loop that has just ended: its reads get each line, and it is read again.
    private void TakeLines(IReadOnlyList<string> texts)
    {
        foreach (var read in _reads.Distinct(StringComparer.Ordinal).ToList())
        {
            Read(read.Split(' '), texts);
            _isAgain |= texts.Count > 0;
        }

        _reads.Clear();
    }

    private void TakeRead(List<string> command, in ShellInput input, List<string>? piped)
    {
        List<string> names = [];
        string? array = command[0] == "read" ? null : "MAPFILE";
        for (var i = 1; i < command.Count; i++)
        {
            if (command[i] is "-a" or "-ra" or "-era" && i + 1 < command.Count)
            {
                array = command[++i];
            }
            else if (command[i] is "-d" or "-n" or "-u" or "-O" or "-c" or "-C" || (command[0] == "read" && command[i] is "-N" or "-p" or "-t" or "-i") || (command[0] != "read" && command[i] == "-s"))
            {
                i++;
            }
            else if (command[i].Length > 0 && (char.IsAsciiLetter(command[i][0]) || command[i][0] == '_'))
            {
                names.Add(command[i]);
            }
        }

        List<string> texts = [.. (input.File?.Values ?? []).SelectMany(Contents), 
            .. Plain(input.Text?.Values ?? []), .. Plain(piped ?? [])];
        if (array is not null)
        {
            array = command[0] == "read" ? array : names.FirstOrDefault(array);
            if (texts.Count > 0)
            {
                State.Names.AssignArray(array, command[0] == "read"
                    ? [.. texts[0].Split('\n')[0].Split(Separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries)]
                    : [.. texts.SelectMany(text => text.TrimEnd('\n').Split('\n')).Take(ShellWord.MaxSplice)]);
            }
        }
        else if (texts.Count > 0)
        {
            Read(names, texts);
        }
        else if (input.File is null && names.Count > 0 && _reads.Count < MaxLines)
        {
            _reads.Add(string.Join(' ', names));
        }
    }

    // Each line's parts; the last name gets what is left.
    private void Read(IReadOnlyList<string> names, IReadOnlyList<string> texts)
    {
        List<string[]> lines = [.. texts.SelectMany(text => text.Split('\n')).Where(line => line.Length > 0 && line[0] != '#').Take(MaxLines)
            .Select(line => names.Count == 1 ? [line.Trim()] : line.Split(Separators.ToCharArray(), names.Count, StringSplitOptions.RemoveEmptyEntries))];
        for (var i = 0; i < names.Count; i++)
        {
            var at = i;
            List<string> values = [.. lines.Where(line => line.Length > at).Select(line => line[at]).Distinct(StringComparer.Ordinal)];
            IsCut |= values.Skip(ShellWord.MaxValues).Any(value => value.Contains('/', StringComparison.Ordinal));
            State.Names.Assign(names[i], values.Take(ShellWord.MaxValues).Reverse());
        }
    }

    private IEnumerable<string> Contents(string file)
    {
        if (file.Length > 0 && file.Length <= ImagePath.MaxLength && !file.Contains(ShellWord.Unknown, StringComparison.Ordinal)
            && State.Names.Files.Text(ImagePath.Combine(State.Directories[0], file)) is { } text)
        {
            Spend(text.Length);
            yield return text;
        }
    }

    private IEnumerable<string> Plain(IEnumerable<string> texts)
        => texts.SelectMany(text => text.StartsWith(Whole, StringComparison.Ordinal) && text.EndsWith('\'') ? Contents(text[Whole.Length..^1]) : [text]);

    // What a command writes that reads nothing.
    private IEnumerable<string> Written(IReadOnlyList<string> command)
    {
        if (Called(command) is { } called)
        {
            return called;
        }

        var name = ImagePath.Name(command[0]);
        if (name == "cat")
        {
            return command.Skip(1).Where(IsOperand).SelectMany(Contents);
        }

        if (command.Count > 1 && command[^1].Contains('/', StringComparison.Ordinal) && IsOperand(command[^1]))
        {
            if (ShellFilter.IsKnown(name))
            {
                return ShellFilter.Apply([.. command.SkipLast(1)], [.. Contents(command[^1])]);
            }

            if (ShellValues.IsFilter(name))
            {
                return Contents(command[^1]).SelectMany(text => text.Split('\n')).Where(line => line.Length > 0).Take(ShellWord.MaxValues);
            }
        }

        return ShellValues.Of(command, State.Directories[0]);
    }

    private IEnumerable<string> Input(Taken taken)
        => taken.Output ?? (Files(taken.Words) is [_, ..] files ? files.Select(Sourcing) : Written(taken.Words));

    // The files that a command passes on, as they are or changed.
    private static List<string> Files(IReadOnlyList<string> command)
        => ImagePath.Name(command[0]) == "cat" ? [.. command.Skip(1).Where(IsOperand)]
            : command.Count > 1 && (ShellValues.IsFilter(command[0]) || ShellFilter.IsKnown(command[0])) && command[^1].Contains('/', StringComparison.Ordinal) && !command[^1].Contains(' ', StringComparison.Ordinal) && IsOperand(command[^1])
                && !(command.Count == 2 && ShellFilter.IsKnown(command[0])) ? [command[^1]]
            : [];

    private static bool IsOperand(string word) => word.Length > 0 && word[0] != '-';

    // What it passes on of what it is given; null when its own words say what it writes.
    private List<string>? Passed(List<string> command, in ShellInput input, List<string>? piped)
    {
        var given = piped ?? input.File?.Values.Where(IsOperand).Select(Sourcing).ToList() ?? input.Text?.Values.ToList();
        return given is null ? null : ShellFilter.IsKnown(command[0]) ? [.. ShellFilter.Apply(command, [.. Plain(given)])] : ShellValues.IsFilter(command[0]) ? given : null;
    }

    // What the next command reads: the text of echo, the names of find. A file that is written out whole is given to a shell as it is.
    private void Pipe(List<string> command, in ShellInput input, List<string>? piped)
    {
        var name = ImagePath.Name(command[0]);
        var isFilter = ShellValues.IsFilter(name) || ShellFilter.IsKnown(name);
        List<string> texts = isFilter && input.File is { } file ? [.. file.Values.Where(IsOperand).Select(Sourcing)]
            : piped is null && Files(command) is [_, ..] files ? [.. files.Select(Sourcing)]
            : isFilter && input.Text is { } text ? [.. text.Values]
            : isFilter ? []
            : [.. ShellValues.Of(command, State.Directories[0])];
        _piped = texts.Count > 0 ? [.. (_piped ?? []).Concat(texts).Take(ShellWord.MaxValues)]
            : piped is not null && ShellFilter.IsKnown(name) ? Filtered(command, piped)
            : ShellValues.IsFilter(name) ? piped
            : _piped;
    }

    // A shell is given the changed script: what it starts is what the script starts.
    private static List<string> Filtered(List<string> command, List<string> piped)
        => [.. piped.SelectMany(text => text.StartsWith(Whole, StringComparison.Ordinal) ? [text] : ShellFilter.Apply(command, [text]))];

    private static string Sourcing(string file) => ". " + Quoted(file);

    // A table for cron: crontab FILE, echo TABLE | crontab -, echo TABLE > /etc/cron.d/x.
    private void TakeCrontab(List<string> command, in ShellInput input, List<string>? piped, int depth)
    {
        if (input.Output is { } output && ImagePath.Name(command[0]) is "echo" or "printf")
        {
            if (IsCronPlace(output))
            {
                ShellValues.Of(command, State.Directories[0]).ToList().ForEach(text => Schedule(text, depth));
            }
            else if (output.Values.Any(value => value.EndsWith(".sh", StringComparison.Ordinal)))
            {
                ShellValues.Of(command, State.Directories[0]).ToList().ForEach(text => Guess(text, depth + 1));
            }
        }
        else if (ImagePath.Name(command[0]) == "crontab")
        {
            List<string> texts = [.. Plain(piped ?? []), .. (input.File?.Values ?? []).SelectMany(Contents), .. input.Text?.Values ?? [], .. command.Skip(1).Where(IsOperand).SelectMany(Contents)];
            texts.ForEach(text => Schedule(text, depth));
        }
    }

    private static bool IsCronPlace(ShellWord? file)
        => file is not null && file.Values.Any(value => value.Contains("/cron", StringComparison.Ordinal));

    private static bool IsCrontab(IReadOnlyList<ShellWord> command, ShellWord? output)
        => IsCronPlace(output) || command is [{ Plain: "crontab" }, ..];

    // Whether a table has a column for the user is not known here: its command is looked for behind both.
    private void Schedule(string table, int depth)
    {
        foreach (var format in (InitFormat[])[InitFormat.UserCrontab, InitFormat.SystemCrontab])
        {
            Guess(string.Join('\n', InitFile.Read(table, "/etc/crontab", format).Commands), depth + 1);
        }
    }
}
