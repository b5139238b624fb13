using DockerScan.Conversation.Commands;
using DockerScan.Core;
using DockerScan.Discord.Rendering;

namespace DockerScan.Discord.Commands;

/// <summary>A slash command as it is registered.</summary>
internal sealed record DiscordCommandSpec(string Name, string Description, IReadOnlyList<DiscordOptionSpec> Options)
{
    /// <summary>1: typed after a slash.</summary>
    public int Type { get; } = 1;

    /// <summary>0: in servers alone; a direct message has no server that could be allowed.</summary>
    public IReadOnlyList<int> Contexts { get; } = [0];

    /// <summary>From a declaration; required arguments come first there too.</summary>
    public static DiscordCommandSpec Of(CommandDeclaration command) => new(
        command.Name,
        DisplayText.Clean(command.Summary.En, DiscordLimits.CommandDescription),
        [.. command.Arguments.Select(DiscordOptionSpec.Of), .. command.Options.Select(DiscordOptionSpec.Of)]);
}
