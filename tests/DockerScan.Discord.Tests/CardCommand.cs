using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Checks;

namespace DockerScan.Discord.Tests;

/// <summary><c>scan IMAGE</c>: a working card, then, when it may, the finished one.</summary>
internal sealed class CardCommand : IChatCommand
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public int Runs => _runs;

    public ChatMessage Finished { get; set; } = new() { Title = "finished" };

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "scan",
        Summary = Text("A test"),
        Arguments = [new CommandArgument("image", Text("anything"), TakesRest: true)],
        Options =
        [
            new CommandOption("force", Text("a flag")), new CommandOption("platform", Text("a text"), CommandValueKind.Text, "P"),
            new CommandOption("window", Text("a number"), CommandValueKind.Number, "S", 5, 600),
        ],
    };

    private static LocalizedText Text(string text) => new(text, text);

    public void Release() => _go.TrySetResult();

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        await answer.PostAsync(new ChatMessage { Title = $"working on {invocation.Get("image")}", IsWorking = true }, cancellationToken);
        await _go.Task.WaitAsync(cancellationToken);
        await answer.UpdateAsync(Finished, cancellationToken);
    }
}
