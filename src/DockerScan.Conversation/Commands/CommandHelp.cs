using System.Globalization;
using DockerScan.Conversation.Messages;

namespace DockerScan.Conversation.Commands;

/// <summary>Help, from the declarations.</summary>
internal static class CommandHelp
{
    public static ChatMessage All(IReadOnlyList<CommandDeclaration> commands) => new()
    {
        Title = "DockerScan: can we use this image?",
        Text = "Type a command; a leading / is optional.",
        Fields = [.. commands.Select(command => new ChatField(command.Name, $"{command.Summary}\n{command.Usage}"))],
    };

    public static ChatMessage One(CommandDeclaration command) => new()
    {
        Title = command.Name,
        Text = $"{command.Summary}.",
        Sections = [.. Usage(command), .. Parts(command)],
    };

    public static IEnumerable<ChatSection> Usage(CommandDeclaration command)
    {
        yield return new ChatSection("Usage", [new ChatLine(command.Usage)]);
        if (command.Examples.Count > 0)
        {
            yield return new ChatSection("Examples", command.Examples.Select(example => new ChatLine($"{example.Text} ({example.Summary})")));
        }
    }

    private static IEnumerable<ChatSection> Parts(CommandDeclaration command)
    {
        var lines = command.Arguments.Select(argument => Line(argument.Usage, argument.Summary))
            .Concat(command.Options.Select(option => Line(option.Usage, option.Summary + Bounds(option))))
            .ToList();
        if (lines.Count > 0)
        {
            yield return new ChatSection("Arguments and options", lines);
        }
    }

    private static ChatLine Line(string usage, string summary) => new(summary, ChatTone.Neutral, usage);

    private static string Bounds(CommandOption option) => option switch
    {
        { Kind: not CommandValueKind.Number } => string.Empty,
        { Maximum: int.MaxValue } => string.Create(CultureInfo.InvariantCulture, $" (at least {option.Minimum})"),
        _ => string.Create(CultureInfo.InvariantCulture, $" ({option.Minimum} to {option.Maximum})"),
    };
}
