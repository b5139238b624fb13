using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>report SCAN</c>.</summary>
internal sealed class ReportCommand(ScanFinder finder, ReportCards cards, CardOutbox outbox) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "report",
        Summary = CommandStrings.Say(words => words.ReportSummary),
        Arguments = [new CommandArgument("scan", CommandStrings.Say(words => words.ScanOrImage))],
        Examples =
        [
            new CommandExample("report k3v9x2m4q8", CommandStrings.Say(words => words.ReportOfScan)),
            new CommandExample("report redis:7", CommandStrings.Say(words => words.ReportOfNewest)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var result = await finder.GetAsync(invocation.Get("scan"), cancellationToken);
        if (result.Failure is { } failure)
        {
            throw new UserFacingException(CommandStrings.Say(words => words.NothingToReport(result.Reference.Familiar, Vocabulary.In(words.Language).Of(failure), Again(result))), command: Again(result));
        }

        var answer = await cards.MakeAsync(result, invocation.Language, responder.IsLocal, cancellationToken)
            ?? throw new UserFacingException(CommandStrings.Say(words => words.NoReport(result.Id.Value, Again(result))), command: Again(result));
        await DeliverAsync(result, answer, invocation, responder, cancellationToken);
    }

    private static string Again(ScanResult result) => $"rescan {result.Id}";

    // From before it is posted somebody owes it, whatever becomes of this process or the platform.
    private async Task DeliverAsync(ScanResult result, ChatMessage answer, CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var card = await outbox.KeepReportAsync(result.Id, invocation.Language, invocation.Request.Platform, responder.Place, cancellationToken);
        try
        {
            await new KeptAnswer(outbox, card, responder).PostAsync(answer, cancellationToken);
            await outbox.DoneAsync(card, cancellationToken);
        }
        catch (Exception e)
        {
            await outbox.LeaveAsync(card, isFailure: e is not OperationCanceledException);
            throw;
        }
    }
}
