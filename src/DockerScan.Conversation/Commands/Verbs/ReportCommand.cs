using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>report SCAN</c>.</summary>
internal sealed class ReportCommand(ScanFinder finder, IReportLocator reports) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "report",
        Summary = "Says where the report of a scan can be read",
        Arguments = [new CommandArgument("scan", "a scan id, or an image for its newest scan")],
        Examples = [new CommandExample("report k3v9x2m4q8", "of one scan"), new CommandExample("report redis:7", "of the newest")],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var result = await finder.GetAsync(invocation.Get("scan"), cancellationToken);
        var report = await reports.FindAsync(result, cancellationToken);
        if (report is null or { Url: null, Paths: null })
        {
            throw new UserFacingException($"No report of scan {result.Id} is kept. Type: rescan {result.Id}");
        }

        await responder.PostAsync(Card(result, report, CardStrings.In(invocation.Language)), cancellationToken);
    }

    private static ChatMessage Card(ScanResult result, ReportLocation report, CardStrings strings) => new()
    {
        Title = strings.ReportOf(result.Reference.Familiar),
        Verdict = new ChatVerdict(result.Verdict, result.AtLeast, strings.Language),
        Text = result.Complete ? string.Empty : strings.Incomplete,
        Fields =
        [
            .. Places(report, strings),
            new ChatField(strings.Findings, ScanCardBuilder.Counts(new FindingsReading(result.Findings), strings)),
            new ChatField(strings.Scan, result.Id.Value),
        ],
        Attachment = report.Paths is { } paths ? ChatAttachment.FromPath($"dockerscan-{result.Id}.html", "text/html", paths.Html) : null,
        Buttons = [ScanButtons.Findings(result.Id, strings), ScanButtons.Rescan(result.Id, strings)],
        Thread = result.Id.Value,
        Language = strings.Language,
    };

    private static IEnumerable<ChatField> Places(ReportLocation report, CardStrings strings)
    {
        if (report.Url is { } url)
        {
            yield return new ChatField(strings.Link, url.AbsoluteUri);
        }

        if (report.Paths is { } paths)
        {
            yield return new ChatField(strings.WebPage, paths.Html);
            yield return new ChatField("Markdown", paths.Markdown);
            yield return new ChatField("JSON", paths.Json);
        }
    }
}
