using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary>Pauses or resumes a watch, and says so.</summary>
internal sealed class PauseAnswer(IWatchDesk desk, WatchFinder finder)
{
    public async Task PostAsync(CommandInvocation invocation, ChatAnswer answer, string command, bool pause, CancellationToken cancellationToken)
    {
        var own = await finder.GetOwnAsync(invocation.Get("watch"), invocation.Request, command, cancellationToken);
        var watch = await desk.PauseAsync(own.Id, pause, cancellationToken)
            ?? throw new UserFacingException(WatchStrings.Say(words => words.NoWatch(own.Id, "watches")), command: "watches");
        var strings = WatchStrings.In(invocation.Language);
        var next = desk.Next(watch, 1);
        await answer.PostAsync(
            new ChatMessage
            {
                Title = pause ? strings.PausedNow(watch.Name) : strings.Resumed(watch.Name),
                Tone = pause ? ChatTone.Muted : ChatTone.Neutral,
                Fields = [new ChatField(strings.Watch, watch.Id), new ChatField(strings.Next, pause ? strings.Paused : next.Count == 0 ? strings.Never : WatchText.Time(next[0]))],
                Language = invocation.Language,
            },
            cancellationToken);
    }
}
