using System.CommandLine;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary><c>notify test CHANNEL</c>: shows whether the bot may write where it should.</summary>
internal static class NotifyVerb
{
    private static readonly Argument<string> Channel = new("CHANNEL") { Description = "The channel's id on the platform, e.g. C0123456789 on Slack or 300000000000000001 on Discord." };
    private static readonly Option<string?> On = ValueOption.Choice("--on", ["slack", "discord"], "The platform; needed when more than one is switched on.");

    public static Command Create()
    {
        var test = new Command("test", "Send a sample card to a channel. Exit: 0 sent, 64 no such platform is switched on, 69 the platform did not take it.") { Channel, On };
        test.SetAction(RunAsync);
        return new Command("notify", "Speak in a chat without having been asked.") { test };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        var outlets = app.Get<IEnumerable<IChatOutlet>>().ToList();
        var wanted = parsed.GetValue(On);
        var fitting = outlets.Where(outlet => wanted is null || outlet.Platform == wanted).ToList();
        if (fitting.Count != 1)
        {
            await Console.Error.WriteLineAsync("dockerscan: " + (fitting.Count > 1 ? "more than one platform is switched on; choose with --on slack or --on discord"
                : outlets.Count == 0 ? "no chat platform is switched on; see docs/chat (Slack:Enabled, Discord:Enabled)"
                : $"{DisplayText.Clean(wanted, 40)} is not switched on; these are: {string.Join(", ", outlets.Select(outlet => outlet.Platform))}"));
            return ExitCodes.Usage;
        }

        try
        {
            var address = await fitting[0].PostAsync(parsed.GetRequiredValue(Channel), null, Sample(), cancellationToken);
            await Console.Out.WriteLineAsync($"sent: {fitting[0].Platform} {DisplayText.Clean(address, 200)}");
            return ExitCodes.Below;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary: whatever the platform said is one line for the person; platforms keep secrets out of their messages.
            await Console.Error.WriteLineAsync($"dockerscan: {fitting[0].Platform} did not take it: {DisplayText.Clean(e.Message, 300)}");
            await Console.Error.WriteLineAsync("Check the channel's id and that the bot is a member of it.");
            return ExitCodes.Unavailable;
        }
    }

    private static ChatMessage Sample() => new()
    {
        Title = "DockerScan can write here",
        Tone = ChatTone.Good,
        Text = "This is a test, sent by hand. Nothing was scanned.",
        Fields = [new ChatField("Try", "/scan redis:7")],
    };
}
