using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards.Strings;
using DockerScan.Engine.Chat.Messages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Chat.Commands.Verbs;

/// <summary><c>cancel SCAN</c>: what the button below a running scan types.</summary>
internal sealed class CancelCommand(IScanService scans) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "cancel",
        Summary = "Cancels a scan that waits or runs",
        Arguments = [new CommandArgument("scan", "a scan id")],
        Examples = [new CommandExample("cancel k3v9x2m4q8", "give it up")],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var text = invocation.Get("scan");
        if (!ScanId.TryParse(text, out var id))
        {
            throw new UserFacingException($"'{DisplayText.Clean(text, 40)}' is not a scan id.", showUsage: true);
        }

        if (await scans.FindResultAsync(id, cancellationToken) is not null)
        {
            throw new UserFacingException($"Scan {id} has ended already. Type: report {id}");
        }

        await scans.CancelAsync(id, cancellationToken);
        var message = new ChatMessage { Title = CardStrings.In(invocation.Language).ScanCancelled(id.Value), Tone = ChatTone.Muted, Thread = id.Value };
        await responder.PostAsync(message, cancellationToken);
    }
}
