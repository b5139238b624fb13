using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Engine.Health;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>status</c>.</summary>
internal sealed class StatusCommand(IScanService scans, HealthCheckup checkup) : IChatCommand
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "status",
        Summary = CommandStrings.Say(words => words.StatusSummary),
        Examples = [new CommandExample("status", CommandStrings.Say(words => words.StatusAll))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var depth = await scans.GetDepthAsync(cancellationToken);
        var reports = await checkup.RunAsync(ProbeLimit, cancellationToken);
        await answer.PostAsync(Card(depth, reports, CardStrings.In(invocation.Language)), cancellationToken);
    }

    private static ChatMessage Card(QueueDepth depth, IReadOnlyList<HealthReport> reports, CardStrings strings) => new()
    {
        Title = strings.Status,
        Tone = reports.Count == 0 ? ChatTone.Unknown : ChatTones.Of(reports.Min(report => report.Status)),
        Fields = [new ChatField(strings.Queue, strings.Depth(depth.Queued, depth.Running))],
        Sections = [new ChatSection(strings.Health, Lines(reports, strings))],
        Language = strings.Language,
    };

    private static IEnumerable<ChatLine> Lines(IReadOnlyList<HealthReport> reports, CardStrings strings)
        => reports.Count == 0 ? [new ChatLine(strings.NoHealth, ChatTone.Unknown)] : reports.SelectMany(report => Lines(strings.Words.Of(report), strings));

    private static IEnumerable<ChatLine> Lines(HealthReport report, CardStrings strings)
    {
        yield return new ChatLine($"{report.Part}: {report.Detail}", ChatTones.Of(report.Status), strings.HealthLabel(report.Status));
        if (!string.IsNullOrEmpty(report.NextStep))
        {
            yield return new ChatLine(report.NextStep, ChatTone.Neutral, strings.WhatToDo);
        }
    }
}
