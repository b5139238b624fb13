using System.Globalization;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>mute WATCH TIME</c>.</summary>
internal sealed class MuteCommand(IWatchDesk desk, WatchFinder finder, TimeProvider time) : IChatCommand
{
    private const string Off = "off";
    private const string Lengths = "30m, 6h, 2d";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "mute",
        Summary = WatchStrings.Say(words => words.MuteSummary),
        Arguments = [new CommandArgument("watch", WatchStrings.Say(words => words.Which)), new CommandArgument("time", WatchStrings.Say(words => words.MuteFor(Lengths, Off)))],
        Examples =
        [
            new CommandExample("mute redis:7 6h", WatchStrings.Say(words => words.MuteIt)),
            new CommandExample("mute redis:7 off", WatchStrings.Say(words => words.MuteEnd)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var until = Read(invocation.Get("time"));
        var watch = await finder.GetOwnAsync(invocation.Get("watch"), invocation.Request, Declaration.Name, cancellationToken);
        await desk.MuteAsync(watch.Id, until, cancellationToken);
        var strings = WatchStrings.In(invocation.Language);
        await answer.PostAsync(
            new ChatMessage
            {
                Title = until is { } end ? strings.Muted(watch.Name, WatchText.Time(end)) : strings.Unmuted(watch.Name),
                Tone = ChatTone.Muted, Fields = [new ChatField(strings.Watch, watch.Id)], Language = invocation.Language,
            },
            cancellationToken);
    }

    private DateTimeOffset? Read(string text)
        => text.Equals(Off, StringComparison.OrdinalIgnoreCase) ? null
            : Length(text) is { } length ? time.GetUtcNow() + length
            : throw new UserFacingException(WatchStrings.Say(words => words.NotADuration(DisplayText.Clean(text, 40), Lengths)), showUsage: true);

    private static TimeSpan? Length(string text)
    {
        if (text.Length is < 2 or > 6 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return null;
        }

        TimeSpan? length = char.ToLowerInvariant(text[^1]) switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => null,
        };
        return length <= Longest ? length : null;
    }
}
