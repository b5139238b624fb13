using System.Globalization;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Images;
using DockerScan.Engine.Watching;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>watches</c>.</summary>
internal sealed class WatchesCommand(IWatchDesk desk, WatchFinder finder, TimeProvider time) : IChatCommand
{
    private const int PageSize = 10;
    private const string Page = "page";

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "watches",
        Summary = WatchStrings.Say(words => words.WatchesSummary),
        Options = [new CommandOption(Page, WatchStrings.Say(words => words.WatchesPage), CommandValueKind.Number, "N", 1)],
        Examples = [new CommandExample("watches", WatchStrings.Say(words => words.WatchesAll))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var strings = WatchStrings.In(invocation.Language);
        var watches = await finder.ListAsync(invocation.Request, Declaration.Name, cancellationToken);
        if (watches.Count == 0)
        {
            var begin = $"watch {ReferenceProblem.Example}";
            await answer.PostAsync(
                new ChatMessage { Title = strings.Watches, Text = strings.NoWatches(begin), Commands = [begin], Tone = ChatTone.Muted, Language = invocation.Language },
                cancellationToken);
            return;
        }

        var (page, pages) = (invocation.FindNumber(Page) ?? 1, (watches.Count + PageSize - 1) / PageSize);
        if (page > pages)
        {
            throw new UserFacingException(CommandStrings.Say(words => words.NoPage(page, pages)));
        }

        var standing = await desk.StandAsync([.. watches.Skip((page - 1) * PageSize).Take(PageSize)], cancellationToken);
        var other = string.Create(CultureInfo.InvariantCulture, $"watches --page {(page < pages ? page + 1 : 1)}");
        var message = new ChatMessage
        {
            Title = strings.Watches,
            Sections = [new ChatSection(string.Create(CultureInfo.InvariantCulture, $"{strings.Watches}: {watches.Count}"), standing.Select(each => WatchText.Line(each, time.GetUtcNow(), strings)))],
            Text = pages > 1 ? strings.PageOf(page, pages, other) : string.Empty,
            Commands = pages > 1 ? [other] : [],
            Language = invocation.Language,
        };
        await answer.PostAsync(message, cancellationToken);
    }
}
