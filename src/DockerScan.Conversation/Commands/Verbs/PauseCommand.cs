using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Strings;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>pause WATCH</c>: it does not look until it is resumed. Who only wants silence mutes it.</summary>
internal sealed class PauseCommand(IWatchDesk desk, WatchFinder finder) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "pause",
        Summary = WatchStrings.Say(words => words.PauseSummary),
        Arguments = [new CommandArgument("watch", WatchStrings.Say(words => words.Which))],
        Examples = [new CommandExample("pause redis:7", WatchStrings.Say(words => words.PauseIt))],
    };

    public Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
        => new PauseAnswer(desk, finder).PostAsync(invocation, answer, Declaration.Name, pause: true, cancellationToken);
}
