using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Checks;

namespace DockerScan.Slack.Tests;

/// <summary><c>scan TEXT</c>: a working card, then, when it may, the finished one.</summary>
internal sealed class CardCommand : IChatCommand
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public int Runs => _runs;

    /// <summary>Says nothing: for tests whose clock stands still, and with it the queue of a channel.</summary>
    public bool IsSilent { get; set; }

    public ChatMessage Finished { get; set; } = new() { Title = "finished" };

    public CommandDeclaration Declaration { get; } = new() { Name = "scan", Summary = Text("A test"), Arguments = [new CommandArgument("image", Text("anything"))] };

    private static LocalizedText Text(string text) => new(text, text);

    public void Release() => _go.TrySetResult();

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        if (IsSilent)
        {
            await _go.Task.WaitAsync(cancellationToken);
            return;
        }

        await answer.PostAsync(new ChatMessage { Title = "working", IsWorking = true }, cancellationToken);
        await _go.Task.WaitAsync(cancellationToken);
        await answer.UpdateAsync(Finished, cancellationToken);
    }
}
