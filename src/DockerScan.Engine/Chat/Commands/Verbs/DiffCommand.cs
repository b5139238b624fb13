using System.Globalization;
using DockerScan.Core.Diff;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Cards;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Commands.Verbs;

/// <summary><c>diff A B</c>.</summary>
internal sealed class DiffCommand(ScanFinder finder) : IChatCommand
{
    private const int ShownPerSection = 10;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "diff",
        Summary = "Says what differs between two images or two scans",
        Arguments = [new CommandArgument("before", "a scan id or an image"), new CommandArgument("after", "another one")],
        Examples = [new CommandExample("diff redis:6 redis:7", "what an upgrade brings"), new CommandExample("diff k3v9x2m4q8 a1b2c3d4e5", "two scans")],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var before = await finder.GetAsync(invocation.Get("before"), cancellationToken);
        var after = await finder.GetAsync(invocation.Get("after"), cancellationToken);
        await responder.PostAsync(Card(before, after, ComparableResults.Compare(before, after)), cancellationToken);
    }

    private static ChatMessage Card(ScanResult before, ScanResult after, ScanDiff diff) => new()
    {
        Title = $"{before.Reference.Familiar} compared with {after.Reference.Familiar}",
        Tone = Tone(after, diff),
        Text = Summary(before, after, diff),
        Fields = [Side("Before", before), Side("After", after)],
        Sections =
        [
            .. Section("New", diff.New, FindingText.Summary), .. Section("Worse than before", diff.Raised, FindingText.Summary),
            .. Section("Fixed", diff.Fixed, FindingText.Gone),
            .. Section("Found before, and not looked for completely this time", diff.NotComparable, FindingText.Summary),
        ],
        Buttons = [ScanButtons.Report(after.Id), ScanButtons.Findings(after.Id)],
    };

    private static ChatTone Tone(ScanResult after, ScanDiff diff) => (after, diff) switch
    {
        ({ Complete: false }, _) or (_, { NotComparable.Count: > 0 }) => ChatTone.Unknown,
        (_, { New.Count: > 0 } or { Raised.Count: > 0 }) => ChatTone.Warning,
        _ => ChatTone.Good,
    };

    private static string Summary(ScanResult before, ScanResult after, ScanDiff diff)
    {
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{diff.New.Count} new, {diff.Raised.Count} worse, {diff.Fixed.Count} fixed, {diff.Unchanged.Count} unchanged, {diff.NotComparable.Count} not comparable.");
        var first = before.Complete ? string.Empty : "\nThe first scan is not complete: what is called new may have been there.";
        var second = after.Complete ? string.Empty : "\nThe second scan is not complete: there may be more than it could find.";
        return counts + first + second;
    }

    private static ChatField Side(string name, ScanResult result)
        => new(name, $"{result.Reference.Familiar} ({result.Platform}): {new ChatVerdict(result.Verdict, result.AtLeast).Label}, {ScanCardBuilder.Counts(result.Findings)}, scan {result.Id}");

    private static IEnumerable<ChatSection> Section(string heading, IReadOnlyList<Finding> findings, Func<FindingGroup, ChatLine> text)
    {
        if (findings.Count == 0)
        {
            yield break;
        }

        var groups = FindingRanking.Rank(findings);
        var lines = groups.Take(ShownPerSection).Select(text).ToList();
        if (groups.Count > ShownPerSection)
        {
            lines.Add(new ChatLine(string.Create(CultureInfo.InvariantCulture, $"And {groups.Count - ShownPerSection} more like these."), ChatTone.Muted));
        }

        var accepted = findings.Count(finding => finding.State == FindingState.Accepted);
        if (accepted > 0)
        {
            lines.Add(new ChatLine(string.Create(CultureInfo.InvariantCulture, $"{accepted} of them accepted."), ChatTone.Muted));
        }

        yield return new ChatSection(string.Create(CultureInfo.InvariantCulture, $"{heading} ({findings.Count})"), lines);
    }
}
