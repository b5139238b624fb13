using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>report SCAN</c>.</summary>
internal sealed class ReportCommand(ScanFinder finder, ReportCards cards, CardOutbox outbox) : IChatCommand
{
    private const string Pdf = "pdf";

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "report",
        Summary = CommandStrings.Say(words => words.ReportSummary),
        Arguments = [new CommandArgument("scan", CommandStrings.Say(words => words.ScanOrImage))],
        Options = [new CommandOption(Pdf, CommandStrings.Say(words => words.ReportAsPdf))],
        Examples = [new CommandExample("report k3v9x2m4q8", CommandStrings.Say(words => words.ReportOfScan)), new CommandExample("report redis:7", CommandStrings.Say(words => words.ReportOfNewest))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var (result, failed) = await finder.ReadAsync(invocation.Get("scan"), cancellationToken);
        if (result.Failure is { } failure)
        {
            throw new UserFacingException(CommandStrings.Say(words => words.NothingToReport(result.Reference.Familiar, Vocabulary.In(words.Language).Of(failure), Again(result))), command: Again(result));
        }

        var report = (invocation.Has(Pdf) ? await cards.PrintAsync(result, invocation.Language, answer.IsLocal, cancellationToken) : await cards.MakeAsync(result, invocation.Language, answer.IsLocal, cancellationToken))
            ?? throw new UserFacingException(CommandStrings.Say(words => words.NoReport(result.Id.Value, Again(result))), command: Again(result));
        // From before it is posted somebody owes it, whatever becomes of this process or the platform.
        var kept = await outbox.KeepReportAsync(result.Id, invocation.Language, answer, cancellationToken);
        try
        {
            await answer.PostAsync(failed is null ? report : report.Below(ScanCardBuilder.NewestFailed(failed, result, invocation.Language)), cancellationToken);
            await (kept is null ? Task.CompletedTask : outbox.DoneAsync(kept.Claim, cancellationToken));
        }
        catch (Exception e) when (kept is not null)
        {
            await outbox.LeaveAsync(kept.Claim, isFailure: e is not OperationCanceledException);
            if (e is not ChannelAwayException)
            {
                throw;
            }
        }
    }

    private static string Again(ScanResult result) => $"rescan {result.Id}";
}
