using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

/// <summary>Speaks in the terminal, to the one who sits there: a working card is drawn in place, or as lines where nothing can be drawn over.</summary>
/// <param name="output">The stream.</param>
/// <param name="time">The clock.</param>
/// <param name="program">What stands before a command that is offered; empty in a chat.</param>
internal sealed class ConsoleChannel(ConsoleOutput output, TimeProvider time, string program = "") : IChannel, IAsker, IAsyncDisposable
{
    private readonly PlainProgress _plain = new(output.Console);
    private LiveCard? _live;

    /// <summary>The card that is left unfinished; null when none is.</summary>
    public ChatMessage? Unfinished { get; private set; }

    public string Platform => ConsoleChat.Platform;

    public bool KeepsFiles => false;

    public string Below(string address) => address;

    public IChannel Channel => this;

    public string Place => string.Empty;

    public bool IsLocal => true;

    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

    public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
    {
        await ShowAsync(message, cancellationToken);
        return string.Empty;
    }

    // The terminal scrolls: the newest message is the one below, so all are the same here.
    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => ShowAsync(message, cancellationToken);

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
