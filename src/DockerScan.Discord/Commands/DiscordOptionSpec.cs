using DockerScan.Conversation.Commands;
using DockerScan.Core.Checks;

namespace DockerScan.Discord.Commands;

/// <summary>An option of a slash command.</summary>
internal sealed record DiscordOptionSpec(
    int Type, string Name, string Description, IReadOnlyDictionary<string, string> DescriptionLocalizations, bool Required, int? MinValue = null, int? MaxValue = null)
{
    private const int Text = 3;
    private const int WholeNumber = 4;
    private const int YesOrNo = 5;

    public static DiscordOptionSpec Of(CommandArgument argument) => Make(Text, argument.Name, argument.Summary, argument.IsRequired);

    public static DiscordOptionSpec Of(CommandOption option) => option.Kind switch
    {
        CommandValueKind.Flag => Make(YesOrNo, option.Name, option.Summary),
        CommandValueKind.Text => Make(Text, option.Name, option.Summary),
        CommandValueKind.Number => Make(WholeNumber, option.Name, option.Summary) with { MinValue = option.Minimum, MaxValue = option.Maximum },
    };

    private static DiscordOptionSpec Make(int type, string name, LocalizedText summary, bool isRequired = false)
        => new(type, name, DiscordCommandSpec.Short(summary.En), DiscordCommandSpec.In(summary), isRequired);
}
