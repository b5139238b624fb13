using System.Globalization;
using DockerScan.Conversation.Requests;
using DockerScan.Core;

namespace DockerScan.Conversation.Commands;

/// <summary>Fits words to a declaration. Whatever does not fit is said, never guessed: a dropped option could be the one that matters.</summary>
internal sealed class CommandParser
{
    private const int Shown = 40;
    private readonly CommandDeclaration _command;
    private readonly List<string> _places = [];
    private readonly Dictionary<string, string> _values = [];

    private CommandParser(CommandDeclaration command) => _command = command;

    /// <summary>Arguments and options by name.</summary>
    /// <param name="command">The grammar.</param>
    /// <param name="words">The words after the verb.</param>
    /// <exception cref="UserFacingException">They do not fit.</exception>
    public static IReadOnlyDictionary<string, string> Parse(CommandDeclaration command, IEnumerable<CommandToken> words)
    {
        var parser = new CommandParser(command);
        parser.Read(new Queue<CommandToken>(words));
        parser.Place();
        return parser._values;
    }

    private static UserFacingException Problem(string text) => new(text, showUsage: true);

    private static string Show(string text) => DisplayText.Clean(text, Shown);

    private void Read(Queue<CommandToken> words)
    {
        var onlyPlaces = false;
        while (words.TryDequeue(out var word))
        {
            if (onlyPlaces || word.IsQuoted || !word.Text.StartsWith('-') || word.Text.Length == 1)
            {
                _places.Add(word.Text);
            }
            else if (word.Text == "--")
            {
                onlyPlaces = true;
            }
            else
            {
                ReadOption(word.Text, words);
            }
        }
    }

    private void ReadOption(string word, Queue<CommandToken> words)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? word : word[..equals]).TrimStart('-').ToLowerInvariant();
        var option = _command.Options.FirstOrDefault(option => option.Name == name)
            ?? throw Problem(Unknown(name));
        var given = equals < 0 ? null : word[(equals + 1)..];
        if (!_values.TryAdd(name, option.Kind == CommandValueKind.Flag ? ReadFlag(option, given) : ReadValue(option, given, words)))
        {
            throw Problem($"--{name} stands there twice.");
        }
    }

    private string Unknown(string name)
        => NearestName.Find(name, _command.Options.Select(option => option.Name)) is { } near
            ? $"{_command.Name} has no option --{Show(name)}; did you mean --{near}?"
            : $"{_command.Name} has no option --{Show(name)}.";

    private static string ReadFlag(CommandOption option, string? given)
        => given is null ? string.Empty : throw Problem($"--{option.Name} takes no value.");

    private static string ReadValue(CommandOption option, string? given, Queue<CommandToken> words)
    {
        var value = given;
        if (value is null && words.TryPeek(out var next) && (next.IsQuoted || !next.Text.StartsWith('-')))
        {
            value = words.Dequeue().Text;
        }

        if (string.IsNullOrEmpty(value))
        {
            throw Problem($"--{option.Name} needs a value: {option.Usage}.");
        }

        return option.Kind == CommandValueKind.Number ? ReadNumber(option, value) : value;
    }

    private static string ReadNumber(CommandOption option, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= option.Minimum && number <= option.Maximum
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Problem(option.Maximum == int.MaxValue
                ? $"--{option.Name} is a whole number of at least {option.Minimum}, not '{Show(value)}'."
                : $"--{option.Name} is a whole number from {option.Minimum} to {option.Maximum}, not '{Show(value)}'.");

    private void Place()
    {
        var at = 0;
        foreach (var argument in _command.Arguments)
        {
            if (at >= _places.Count)
            {
                if (argument.IsRequired)
                {
                    throw Problem($"{_command.Name} needs {argument.Usage}: {argument.Summary}.");
                }

                continue;
            }

            _values[argument.Name] = argument.TakesRest ? string.Join(' ', _places.Skip(at)) : _places[at];
            at = argument.TakesRest ? _places.Count : at + 1;
        }

        if (at < _places.Count)
        {
            throw Problem($"{_command.Name} has no place for '{Show(_places[at])}'.");
        }
    }
}
