using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Engine.Accepting;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>unaccept ID</c>. Whoever may accept may let a finding count again: nothing is hidden by it.</summary>
internal sealed class UnacceptCommand(IAcceptanceDesk desk) : IChatCommand
{
    private const int Shown = 40;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "unaccept",
        Summary = AcceptanceStrings.Say(words => words.UnacceptSummary),
        Arguments = [new CommandArgument("id", AcceptanceStrings.Say(words => words.Id))],
        Examples = [new CommandExample("unaccept k3v9x2m4q8", AcceptanceStrings.Say(words => words.UnacceptOne))],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var id = invocation.Get("id");
        var by = invocation.Request.RequestedBy;
        var one = await desk.FindAcceptanceAsync(id, cancellationToken)
            ?? throw new UserFacingException(AcceptanceStrings.Say(words => words.NoAcceptance(DisplayText.Clean(id, Shown), "accepted")), command: "accepted");
        if (!await desk.TakeBackAsync(id, by, cancellationToken) && (await desk.FindAcceptanceAsync(id, cancellationToken))?.Removal is { } before)
        {
            throw new UserFacingException(AcceptanceStrings.Say(words => words.TakenBackBefore(one.Id, DisplayText.Clean(before.By, Shown), AcceptanceText.Day(before.At))));
        }

        var strings = AcceptanceStrings.In(invocation.Language);
        await answer.PostAsync(
            new ChatMessage
            {
                Title = strings.TakenBack(AcceptanceText.What(one, strings)),
                Tone = ChatTone.Muted,
                Fields = [new ChatField(strings.Acceptance, one.Id), new ChatField(strings.Reason, one.Reason), new ChatField(strings.By, one.Author)],
                Language = invocation.Language,
            },
            cancellationToken);
    }
}
