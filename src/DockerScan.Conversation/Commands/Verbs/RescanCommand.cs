using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>rescan SCAN</c>: what the button below a verdict types.</summary>
internal sealed class RescanCommand(ScanFinder finder, IScanService scans, ScanConversation conversation) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "rescan",
        Summary = CommandStrings.Say(words => words.RescanSummary),
        Arguments = [new CommandArgument("scan", CommandStrings.Say(words => words.RescanScan))],
        Examples = [new CommandExample("rescan k3v9x2m4q8", CommandStrings.Say(words => words.RescanNow))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var earlier = await finder.GetAsync(invocation.Get("scan"), cancellationToken);
        var request = new ScanRequest(earlier.Reference, earlier.Platform, new ScanOptions().After((await scans.FindRequestAsync(earlier.Id, cancellationToken))?.Options), invocation.Request.RequestedBy);
        await conversation.RunAsync(request, invocation, answer, cancellationToken);
    }
}
