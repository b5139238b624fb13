using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.Terminal;

/// <summary>Answers in the terminal: a working card is drawn in place, or as lines where nothing can be drawn over.</summary>
/// <param name="output">The stream.</param>
/// <param name="time">The clock.</param>
/// <param name="program">What stands before a command that is offered; empty in a chat.</param>
internal sealed class ConsoleResponder(ConsoleOutput output, TimeProvider time, string program = "") : IChatResponder, IAsyncDisposable
{
    private readonly PlainProgress _plain = new(output.Console);
    private LiveCard? _live;

    /// <summary>The card that is left unfinished; null when none is.</summary>
    public ChatMessage? Unfinished { get; private set; }

    // Nobody can be told anything here once this process is gone, and what has scrolled away cannot be edited.
    public string? Place => null;

    public bool IsLocal => true;

    public bool ShowsFiles => false;

    public string? Address => null;

    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task PostAsync(ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

    // The terminal scrolls: the newest message is the one below, so both are the same here.
    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

    public async ValueTask DisposeAsync() => await EndLiveAsync();

    private async Task ShowAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Unfinished = message.IsWorking ? message : null;
        if (!message.IsWorking)
        {
            await EndLiveAsync();
            output.Print(message, program);
        }
        else if (output.CanEdit)
        {
            _live ??= new LiveCard(output, time, message);
            _live.Show(message);
        }
        else
        {
            _plain.Show(message);
        }
    }

    private async Task EndLiveAsync()
    {
        if (_live is { } live)
        {
            _live = null;
            await live.DisposeAsync();
        }
    }
}
