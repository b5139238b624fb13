using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Delivery;

/// <summary>Makes the answer to who wants a report: its link, its files for who sits here, else the page as a file.</summary>
internal sealed class ReportCards(IReportLocator reports, IReportRenderer? renderer, IReportPrinter? printer = null)
{
    /// <summary>The answer; null where there are no reports.</summary>
    public async Task<ChatMessage?> MakeAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken)
    {
        var strings = CardStrings.In(language);
        if (await reports.FindAsync(result, language, isLocal, cancellationToken) is { } report)
        {
            return Card(result, strings, [.. Places(report, strings)]);
        }

        return renderer is null ? null : Attach(
            Card(result, strings, []), new ChatAttachment($"dockerscan-{result.Id}.html", "text/html", renderer.Html(result, language)) { Hint = strings.OpenFile }, strings.WriteReport($"{Shell.Program} report {result.Id}"), strings);
    }

    /// <summary>The report as PDF, as a file below the answer; null where nothing prints.</summary>
    /// <exception cref="UserFacingException">It cannot be printed here, or who asks sits at the machine.</exception>
    public async Task<ChatMessage?> PrintAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken)
    {
        var command = $"{Shell.Program} report {result.Id} --pdf";
        if (isLocal)
        {
            throw new UserFacingException(CommandStrings.Say(words => words.PrintHere(command)));
        }

        if (printer?.Missing(language) is { } need)
        {
            throw new UserFacingException(CommandStrings.Say(words => Vocabulary.In(words.Language).NeededToPrint(need)));
        }

        var strings = CardStrings.In(language);
        return printer is null ? null : Attach(
            Card(result, strings, []),
            new ChatAttachment($"dockerscan-{result.Id}.pdf", "application/pdf", await printer.PrintAsync(result, language, cancellationToken)) { Hint = strings.OpenPdf }, strings.WriteReport(command), strings);
    }

    private static ChatMessage Card(ScanResult result, CardStrings strings, IReadOnlyList<ChatField> places) => new()
    {
        Title = strings.ReportOf(result.Reference.Familiar),
        Verdict = new ChatVerdict(result.Verdict, result.AtLeast, strings.Language),
        Text = result.Complete ? string.Empty : strings.Incomplete,
        Fields =
        [
            .. places,
            new ChatField(strings.Findings, ScanCardBuilder.Counts(new FindingsReading(result.Findings), strings)),
            new ChatField(strings.Scan, result.Id.Value),
        ],
        Buttons = [ScanButtons.Findings(result.Id, strings), ScanButtons.Rescan(result.Id, strings)],
        Thread = result.Id.Value,
        Language = strings.Language,
    };

    private static ChatMessage Attach(ChatMessage card, ChatAttachment file, string otherwise, CardStrings strings)
        => file.Content.Length <= ChatLimits.File
            ? card with { Attachment = file }
            : card.WithoutFile($"{strings.Words.FileTooLarge(file.FileName, Units.Size(file.Content.Length), Units.Size(ChatLimits.File))} {otherwise}");

    private static IEnumerable<ChatField> Places(ReportLocation report, CardStrings strings)
    {
        if (report.Link is { } link)
        {
            yield return ReportText.Link(link, strings);
        }

        if (report.Paths is { } paths)
        {
            yield return new ChatField(strings.WebPage, paths.Html);
            yield return new ChatField("Markdown", paths.Markdown);
            yield return new ChatField("JSON", paths.Json);
        }
    }
}
