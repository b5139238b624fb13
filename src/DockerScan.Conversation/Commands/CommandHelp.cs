using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;

namespace DockerScan.Conversation.Commands;

/// <summary>Help, from the declarations.</summary>
internal static class CommandHelp
{
    public static ChatMessage All(IReadOnlyList<CommandDeclaration> commands, ReportLanguage language) => new()
    {
        Title = CommandStrings.In(language).HelpTitle,
        Text = CommandStrings.In(language).HelpText,
        Fields = [.. commands.Select(command => new ChatField(command.Name, $"{command.Summary.In(language)}\n{command.Usage}"))],
        Commands = [.. commands.Select(command => command.Usage)],
        Language = language,
    };

    public static ChatMessage One(CommandDeclaration command, ReportLanguage language) => new()
    {
        Title = command.Name,
        Text = $"{command.Summary.In(language)}.",
        Sections = [.. Usage(command, language), .. Parts(command, language)],
        Commands = [.. Commands(command)],
        Language = language,
    };

    /// <summary>What <see cref="Usage"/> names.</summary>
    public static IEnumerable<string> Commands(CommandDeclaration command) => command.Examples.Select(example => example.Text).Prepend(command.Usage);

    public static IEnumerable<ChatSection> Usage(CommandDeclaration command, ReportLanguage language)
    {
        var strings = CommandStrings.In(language);
        yield return new ChatSection(strings.Usage, [new ChatLine(command.Usage)]);
        if (command.Examples.Count > 0)
        {
            yield return new ChatSection(strings.Examples, command.Examples.Select(example => new ChatLine($"{example.Text} ({example.Summary.In(language)})")));
        }
    }

    private static IEnumerable<ChatSection> Parts(CommandDeclaration command, ReportLanguage language)
    {
        var strings = CommandStrings.In(language);
        var lines = command.Arguments.Select(argument => Line(argument.Usage, argument.Summary.In(language)))
            .Concat(command.Options.Select(option => Line(option.Usage, Bounded(option, option.Summary.In(language), strings))))
            .ToList();
        if (lines.Count > 0)
        {
            yield return new ChatSection(strings.Parts, lines);
        }
    }

    private static ChatLine Line(string usage, string summary) => new(summary, ChatTone.Neutral, usage);

    private static string Bounded(CommandOption option, string summary, CommandStrings strings) => option switch
    {
        { Kind: not CommandValueKind.Number } => summary,
        { Maximum: int.MaxValue } => strings.AtLeast(summary, option.Minimum),
        _ => strings.Between(summary, option.Minimum, option.Maximum),
    };
}
