using DockerScan.Conversation.Commands;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Discord.Rendering;

namespace DockerScan.Discord.Commands;

/// <summary>An option of a slash command.</summary>
internal sealed record DiscordOptionSpec(int Type, string Name, string Description, bool Required, int? MinValue = null, int? MaxValue = null)
{
    private const int Text = 3;
    private const int WholeNumber = 4;
    private const int YesOrNo = 5;

    public static DiscordOptionSpec Of(CommandArgument argument) => new(Text, argument.Name, Short(argument.Summary), argument.IsRequired);

    public static DiscordOptionSpec Of(CommandOption option) => option.Kind switch
    {
        CommandValueKind.Flag => new DiscordOptionSpec(YesOrNo, option.Name, Short(option.Summary), Required: false),
        CommandValueKind.Text => new DiscordOptionSpec(Text, option.Name, Short(option.Summary), Required: false),
        CommandValueKind.Number => new DiscordOptionSpec(WholeNumber, option.Name, Short(option.Summary), Required: false, option.Minimum, option.Maximum),
    };

    private static string Short(LocalizedText summary) => DisplayText.Clean(summary.En, DiscordLimits.CommandDescription);
}
