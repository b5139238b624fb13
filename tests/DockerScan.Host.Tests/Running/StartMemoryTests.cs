using DockerScan.Host.Running;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Host.Tests.Running;

public sealed class StartMemoryTests
{
    private readonly FakeTimeProvider _time = new();
    private int _collected;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StartIsOver_GivesBackOnce()
    {
        using var memory = Make();
        await memory.StartAsync(Token);

        // It begins on a thread of its own, so that the clock goes on until it has ended.
        var gone = TimeSpan.Zero;
        while (!memory.ExecuteTask!.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            gone += TimeSpan.FromSeconds(1);
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }

        Assert.True(gone >= StartMemory.After);
        Assert.Equal(1, _collected);
    }

    [Fact]
    public async Task Stop_BeforeTheStartIsOver_EndsWithoutIt()
    {
        using var memory = Make();
        await memory.StartAsync(Token);

        await memory.StopAsync(Token);

        Assert.False(memory.ExecuteTask!.IsFaulted);
        Assert.Equal(0, _collected);
    }

    private StartMemory Make() => new(_time) { Collect = () => _collected++ };
}
