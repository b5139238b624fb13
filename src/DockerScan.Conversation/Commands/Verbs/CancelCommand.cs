using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>cancel SCAN</c>: what the button below a running scan types.</summary>
internal sealed class CancelCommand(IScanService scans, IEnumerable<ICommandAuthorizer> authorizers) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "cancel",
        Summary = CommandStrings.Say(words => words.CancelSummary),
        Arguments = [new CommandArgument("scan", CommandStrings.Say(words => words.CancelScan))],
        Examples = [new CommandExample("cancel k3v9x2m4q8", CommandStrings.Say(words => words.CancelIt))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var text = invocation.Get("scan");
        if (!ScanId.TryParse(text, out var id))
        {
            throw new UserFacingException(CommandStrings.Say(words => words.NotAScan(DisplayText.Clean(text, 40))), showUsage: true);
        }

        if (await scans.FindResultAsync(id, cancellationToken) is not null)
        {
            throw new UserFacingException(CommandStrings.Say(words => words.ScanEnded(id.Value, $"report {id}")), command: $"report {id}");
        }

        var requester = await scans.FindRequesterAsync(id, cancellationToken) ?? throw new UserFacingException(CommandStrings.Say(words => words.NoScan(id.Value)));
        if (!invocation.Request.IsBy(requester) && !MayForOthers(invocation.Request))
        {
            throw new UserFacingException(CommandStrings.Say(words => words.OthersScan(id.Value, $"Access:Commands ({Declaration.Name})")));
        }

        if (Problem(await scans.CancelAsync(id, cancellationToken), id) is { } problem)
        {
            throw new UserFacingException(problem);
        }

        var message = new ChatMessage { Title = CardStrings.In(invocation.Language).ScanCancelled(id.Value), Tone = ChatTone.Muted, Thread = id.Value, Language = invocation.Language };
        await answer.PostAsync(message, cancellationToken);
    }

    // What really became of it; null when it is cancelled.
    private static LocalizedText? Problem(CancelAnswer answer, ScanId id) => answer switch
    {
        CancelAnswer.Cancelled => null,
        CancelAnswer.Ended => CommandStrings.Say(words => words.ScanEnded(id.Value, $"report {id}")),
        CancelAnswer.Asked => CommandStrings.Say(words => words.ScanStopping(id.Value, "status")),
        CancelAnswer.Unknown => CommandStrings.Say(words => words.NoScan(id.Value)),
    };

    // With several for a platform all must agree, as for the command itself.
    private bool MayForOthers(ChatRequest request)
        => authorizers.Where(authorizer => authorizer.Platform == request.Platform).ToList() is { Count: > 0 } own
            && own.All(authorizer => authorizer.MayForOthers(request, Declaration.Name));
}
