using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.Core.Words;
using DockerScan.Engine.Health;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>status</c>.</summary>
internal sealed class StatusCommand(IScanService scans, HealthCheckup checkup, IWatchDesk watches) : IChatCommand
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "status",
        Summary = CommandStrings.Say(words => words.StatusSummary),
        Arguments = [new CommandArgument("image", WatchStrings.Say(words => words.StatusImage), IsRequired: false)],
        Examples =
        [
            new CommandExample("status", CommandStrings.Say(words => words.StatusAll)),
            new CommandExample("status redis:7", WatchStrings.Say(words => words.StatusOfImage)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        if (invocation.Has("image"))
        {
            await answer.PostAsync(await OfImageAsync(invocation, cancellationToken), cancellationToken);
            return;
        }

        var depth = await scans.GetDepthAsync(cancellationToken);
        var reports = await checkup.RunAsync(ProbeLimit, cancellationToken);
        var foreseen = await watches.ForeseeAsync(cancellationToken);
        await answer.PostAsync(Card(depth, reports, foreseen, CardStrings.In(invocation.Language)), cancellationToken);
    }

    private async Task<ChatMessage> OfImageAsync(CommandInvocation invocation, CancellationToken cancellationToken)
    {
        var image = ScanCommand.Reference(invocation);
        var strings = WatchStrings.In(invocation.Language);
        var found = await watches.FindDigestAsync(image, null, cancellationToken);
        if (found.Failure is { } failure)
        {
            throw new UserFacingException(CommandStrings.Say(words => Vocabulary.In(words.Language).Of(failure)));
        }

        var (digest, since) = (found.Value!.Content.Digest.Value, found.Value.Since);
        return new ChatMessage
        {
            Title = image.Familiar,
            Tone = since is null ? ChatTone.Notice : ChatTone.Neutral,
            Fields = [new ChatField(strings.Digest, since is { } time ? strings.KnownSince(digest, WatchText.Time(time)) : strings.NotSeenBefore(digest))],
            Language = invocation.Language,
        };
    }

    private static ChatMessage Card(QueueDepth depth, IReadOnlyList<HealthReport> reports, WatchForecast foreseen, CardStrings strings) => new()
    {
        Title = strings.Status,
        Tone = reports.Count == 0 ? ChatTone.Unknown : ChatTones.Of(reports.Min(report => report.Status)),
        Fields = [new ChatField(strings.Queue, strings.Depth(depth.Queued, depth.Running)), .. Foreseen(foreseen, WatchStrings.In(strings.Language))],
        Sections = [new ChatSection(strings.Health, Lines(reports, strings))],
        Language = strings.Language,
    };

    private static IEnumerable<ChatField> Foreseen(WatchForecast foreseen, WatchStrings strings)
        => foreseen.Watches == 0 ? [] : [new ChatField(strings.Watches, strings.Foreseen(foreseen.Watches, foreseen.Looks, foreseen.Scans, foreseen.Hours))];

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
