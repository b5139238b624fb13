using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Strings;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>resume WATCH</c>: it looks again, from its next time on.</summary>
internal sealed class ResumeCommand(IWatchDesk desk, WatchFinder finder) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "resume",
        Summary = WatchStrings.Say(words => words.ResumeSummary),
        Arguments = [new CommandArgument("watch", WatchStrings.Say(words => words.Which))],
        Examples = [new CommandExample("resume redis:7", WatchStrings.Say(words => words.ResumeIt))],
    };

    public Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
        => new PauseAnswer(desk, finder).PostAsync(invocation, answer, Declaration.Name, pause: false, cancellationToken);
}
