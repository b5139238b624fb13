using System.Globalization;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
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

    private static UserFacingException Problem(Func<CommandStrings, string> text) => new(CommandStrings.Say(text), showUsage: true);

    private static string Dashed(string option) => $"--{option}";

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
            ?? throw Unknown(name);
        var given = equals < 0 ? null : word[(equals + 1)..];
        if (!_values.TryAdd(name, option.Kind == CommandValueKind.Flag ? ReadFlag(option, given) : ReadValue(option, given, words)))
        {
            throw Problem(words => words.Twice(Dashed(name)));
        }
    }

    private UserFacingException Unknown(string name)
        => Problem(words => NearestName.Find(name, _command.Options.Select(option => option.Name)) is { } near
            ? words.NoOptionNear(_command.Name, Dashed(Show(name)), Dashed(near))
            : words.NoOption(_command.Name, Dashed(Show(name))));

    private static string ReadFlag(CommandOption option, string? given)
        => given is null ? string.Empty : throw Problem(words => words.NoValue(Dashed(option.Name)));

    private static string ReadValue(CommandOption option, string? given, Queue<CommandToken> words)
    {
        var value = given;
        if (value is null && words.TryPeek(out var next) && (next.IsQuoted || !next.Text.StartsWith('-')))
        {
            value = words.Dequeue().Text;
        }

        if (string.IsNullOrEmpty(value))
        {
            throw Problem(words => words.NeedsValue(Dashed(option.Name), option.Usage));
        }

        return option.Kind == CommandValueKind.Number ? ReadNumber(option, value) : value;
    }

    private static string ReadNumber(CommandOption option, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= option.Minimum && number <= option.Maximum
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Problem(words => option.Maximum == int.MaxValue
                ? words.NumberFrom(Dashed(option.Name), option.Minimum, Show(value))
                : words.NumberWithin(Dashed(option.Name), option.Minimum, option.Maximum, Show(value)));

    private void Place()
    {
        var at = 0;
        foreach (var argument in _command.Arguments)
        {
            if (at >= _places.Count)
            {
                if (argument.IsRequired)
                {
                    throw Problem(words => words.Needs(_command.Name, argument.Usage, argument.Summary.In(words.Language)));
                }

                continue;
            }

            _values[argument.Name] = argument.TakesRest ? string.Join(' ', _places.Skip(at)) : _places[at];
            at = argument.TakesRest ? _places.Count : at + 1;
        }

        if (at < _places.Count)
        {
            throw Problem(words => words.NoPlace(_command.Name, Show(_places[at])));
        }
    }
}
