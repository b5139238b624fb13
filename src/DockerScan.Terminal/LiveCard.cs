using DockerScan.Conversation.Messages;
using Spectre.Console;

namespace DockerScan.Terminal;

/// <summary>A card that is drawn over again and again, and gone when disposed: the finished card is then written where it stood.</summary>
internal sealed class LiveCard : IAsyncDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(120);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _drawing;
    private ChatMessage _message;

    public LiveCard(ConsoleOutput output, TimeProvider time, ChatMessage first)
    {
        _message = first;
        _drawing = output.Console.Live(output.Renderer.Render(first))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Ellipsis)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(context => DrawAsync(context, output.Renderer, time));
    }

    /// <summary>Shows a newer card at the next frame.</summary>
    public void Show(ChatMessage message) => Volatile.Write(ref _message, message);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _drawing;
        _stop.Dispose();
    }

    private async Task DrawAsync(LiveDisplayContext context, ConsoleRenderer renderer, TimeProvider time)
    {
        for (var frame = 0; !_stop.IsCancellationRequested; frame++)
        {
            context.UpdateTarget(renderer.Render(Volatile.Read(ref _message), frame));
            await Task.Delay(Frame, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
