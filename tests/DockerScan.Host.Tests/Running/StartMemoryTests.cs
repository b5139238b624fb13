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

        _time.Advance(StartMemory.After - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _collected);
        _time.Advance(TimeSpan.FromSeconds(1));
        await memory.ExecuteTask!.WaitAsync(Token);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, _collected);
    }

    [Fact]
    public async Task Stop_BeforeTheStartIsOver_EndsWithoutIt()
    {
        using var memory = Make();
        await memory.StartAsync(Token);

        await memory.StopAsync(Token);

        Assert.True(memory.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal(0, _collected);
    }

    private StartMemory Make() => new(_time) { Collect = () => _collected++ };
}
