using System.Globalization;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Words;
using DockerScan.Engine.Accepting;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>accepted</c>.</summary>
internal sealed class AcceptedCommand(IAcceptanceDesk desk, TimeProvider time) : IChatCommand
{
    private const string All = "all", Page = "page";
    private const int PageSize = 10;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "accepted",
        Summary = AcceptanceStrings.Say(words => words.AcceptedSummary),
        Options =
        [
            new CommandOption(All, AcceptanceStrings.Say(words => words.WithAll)),
            new CommandOption(Page, AcceptanceStrings.Say(words => words.WithPage), CommandValueKind.Number, "N", 1),
        ],
        Examples = [new CommandExample("accepted", AcceptanceStrings.Say(words => words.AcceptedNow))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var (strings, words) = (AcceptanceStrings.In(invocation.Language), Vocabulary.In(invocation.Language));
        var listed = await desk.ListAsync(invocation.Has(All), cancellationToken);
        if (listed.Count == 0)
        {
            await answer.PostAsync(new ChatMessage { Title = strings.List, Text = strings.Nothing, Tone = ChatTone.Muted, Language = invocation.Language }, cancellationToken);
            return;
        }

        var (page, pages) = (invocation.FindNumber(Page) ?? 1, (listed.Count + PageSize - 1) / PageSize);
        if (page > pages)
        {
            throw new UserFacingException(CommandStrings.Say(say => say.NoPage(page, pages)));
        }

        var now = time.GetUtcNow();
        var other = string.Create(CultureInfo.InvariantCulture, $"accepted{(invocation.Has(All) ? " --all" : string.Empty)} --page {(page < pages ? page + 1 : 1)}");
        await answer.PostAsync(
            new ChatMessage
            {
                Title = strings.List,
                Text = pages > 1 ? strings.PageOf(page, pages, other) : string.Empty,
                Sections = [new ChatSection(strings.ListOf(listed.Count), listed.Skip((page - 1) * PageSize).Take(PageSize).Select(one => AcceptanceText.Line(one, now, strings, words)))],
                Commands = pages > 1 ? [other] : [],
                Language = invocation.Language,
            },
            cancellationToken);
    }
}
