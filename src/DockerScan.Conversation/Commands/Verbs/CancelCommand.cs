using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>cancel SCAN</c>: what the button below a running scan types.</summary>
internal sealed class CancelCommand(IScanService scans, IEnumerable<ICommandAuthorizer> authorizers) : IChatCommand
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

        var requester = await scans.FindRequesterAsync(id, cancellationToken) ?? throw new UserFacingException($"There is no scan {id}.");
        if (!invocation.Request.IsBy(requester) && !MayForOthers(invocation.Request))
        {
            throw new UserFacingException($"Scan {id} was asked for by somebody else. Whoever asked can cancel it, or who is named in Access:Commands for {Declaration.Name}.");
        }

        await scans.CancelAsync(id, cancellationToken);
        var message = new ChatMessage { Title = CardStrings.In(invocation.Language).ScanCancelled(id.Value), Tone = ChatTone.Muted, Thread = id.Value, Language = invocation.Language };
        await responder.PostAsync(message, cancellationToken);
    }

    // With several for a platform all must agree, as for the command itself.
    private bool MayForOthers(ChatRequest request)
        => authorizers.Where(authorizer => authorizer.Platform == request.Platform).ToList() is { Count: > 0 } own
            && own.All(authorizer => authorizer.MayForOthers(request, Declaration.Name));
}
