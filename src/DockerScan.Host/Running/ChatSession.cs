using DockerScan.Chat.Console;
using DockerScan.Engine.Queue;

namespace DockerScan.Host.Running;

/// <summary>The chat in the terminal, with a queue worker behind it.</summary>
internal sealed class ChatSession(IConsoleChat chat, ScanQueueService queue, StartupSweeper sweeper)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await sweeper.RunAsync(cancellationToken);
        await queue.StartAsync(cancellationToken);
        try
        {
            await chat.RunAsync(cancellationToken);
        }
        finally
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await queue.StopAsync(limit.Token);
        }

        return 0;
    }
}
