using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>unwatch WATCH</c>.</summary>
internal sealed class UnwatchCommand(IWatchDesk desk, WatchFinder finder) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "unwatch",
        Summary = WatchStrings.Say(words => words.UnwatchSummary),
        Arguments = [new CommandArgument("watch", WatchStrings.Say(words => words.Which))],
        Examples = [new CommandExample("unwatch redis:7", WatchStrings.Say(words => words.UnwatchIt))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var watch = await finder.GetOwnAsync(invocation.Get("watch"), invocation.Request, Declaration.Name, cancellationToken);
        if (watch.IsFromFile)
        {
            throw new UserFacingException(WatchStrings.Say(words => words.WatchOfTheFile(watch.Id, "Watches:Path")));
        }

        if (watch.Follows is { } parent)
        {
            throw new UserFacingException(WatchStrings.Say(words => words.FollowsWhatRuns(watch.Name, $"unwatch {parent}", $"pause {watch.Id}")), command: $"pause {watch.Id}");
        }

        await desk.RemoveAsync(watch.Id, cancellationToken);
        var strings = WatchStrings.In(invocation.Language);
        await answer.PostAsync(
            new ChatMessage
            {
                Title = strings.NoLongerWatching(watch.Name), Tone = ChatTone.Muted, Fields = [new ChatField(strings.Watch, watch.Id)], Language = invocation.Language,
            },
            cancellationToken);
    }
}
