using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;

namespace DockerScan.Conversation.Commands;

/// <summary>All commands, in the order they are shown.</summary>
public sealed class CommandCatalog
{
    private const string Help = "help";
    private const int ShownName = 40;
    private readonly Dictionary<string, IChatCommand> _commands = [];

    /// <exception cref="InvalidOperationException">Two commands have the same name.</exception>
    public CommandCatalog(IEnumerable<IChatCommand> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        foreach (var command in commands)
        {
            if (!_commands.TryAdd(command.Declaration.Name, command))
            {
                throw new InvalidOperationException($"two chat commands are called '{command.Declaration.Name}'");
            }
        }

        Declarations = [.. _commands.Values.Select(command => command.Declaration)];
    }

    /// <summary>Every command's grammar.</summary>
    public IReadOnlyList<CommandDeclaration> Declarations { get; }

    /// <summary>What could stand in place of the last word typed: verbs, then the verb's options. Empty when nothing fits.</summary>
    public IReadOnlyList<string> Complete(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var verb = CommandTokenizer.Verb(text);
        var last = text[(text.LastIndexOf(' ') + 1)..];
        if (!text.TrimStart().Contains(' ', StringComparison.Ordinal))
        {
            return [.. Declarations.Select(command => command.Name).Where(name => name.StartsWith(verb, StringComparison.Ordinal))];
        }

        return Find(verb) is { } known && last.StartsWith('-')
            ? [.. known.Declaration.Options.Select(option => $"--{option.Name}").Where(name => name.StartsWith(last, StringComparison.Ordinal))]
            : [];
    }

    internal IChatCommand? Find(string name) => _commands.GetValueOrDefault(name);

    /// <summary>The command with a name.</summary>
    /// <exception cref="UserFacingException">There is none; it names the nearest.</exception>
    internal IChatCommand Get(string name)
    {
        var shown = DisplayText.Clean(name, ShownName);
        return Find(name) ?? throw new UserFacingException(CommandStrings.Say(words => NearestName.Find(name, _commands.Keys) is { } near
            ? words.NoCommandNear(shown, near)
            : words.NoCommand(shown, Help)));
    }
}
