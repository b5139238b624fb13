using DockerScan.Conversation.Commands;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Discord.Rendering;

namespace DockerScan.Discord.Commands;

/// <summary>A slash command as it is registered.</summary>
internal sealed record DiscordCommandSpec(
    string Name, string Description, IReadOnlyDictionary<string, string> DescriptionLocalizations, IReadOnlyList<DiscordOptionSpec> Options)
{
    /// <summary>1: typed after a slash.</summary>
    public int Type { get; } = 1;

    /// <summary>0: in servers alone; a direct message has no server that could be allowed.</summary>
    public IReadOnlyList<int> Contexts { get; } = [0];

    /// <summary>From a declaration; required arguments come first there too.</summary>
    public static DiscordCommandSpec Of(CommandDeclaration command) => new(
        command.Name,
        Short(command.Summary.En),
        In(command.Summary),
        [.. command.Arguments.Select(DiscordOptionSpec.Of), .. command.Options.Select(DiscordOptionSpec.Of)]);

    /// <summary>A description as Discord takes it.</summary>
    public static string Short(string text) => DisplayText.Clean(text, DiscordLimits.CommandDescription);

    /// <summary>The same in the languages that Discord has by these names, for who has chosen one there.</summary>
    public static IReadOnlyDictionary<string, string> In(LocalizedText text) => new Dictionary<string, string>(StringComparer.Ordinal) { ["ko"] = Short(text.Ko) };
}
