using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

public sealed class OutputQueueTests
{
    private static readonly OutputPart Part = new(IsError: false, new byte[100]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_Full_WaitsForTheReader()
    {
        var queue = new OutputQueue(100);
        await queue.AddAsync(Part, Token);

        var second = queue.AddAsync(Part, Token).AsTask();
        Assert.False(second.IsCompleted);
        Assert.NotNull(await queue.TakeAsync(Token));
        await second;

        queue.End(null);
        Assert.NotNull(await queue.TakeAsync(Token));
        Assert.Null(await queue.TakeAsync(Token));
        Assert.False(queue.IsLossy);
    }

    [Fact]
    public async Task Drop_Full_LetsTheWriterGoAndSaysSo()
    {
        var queue = new OutputQueue(100);
        await queue.AddAsync(Part, Token);
        var second = queue.AddAsync(Part, Token).AsTask();

        queue.Drop();
        await second;
        await queue.AddAsync(Part, Token);
        queue.End(null);

        Assert.NotNull(await queue.TakeAsync(Token));
        Assert.Null(await queue.TakeAsync(Token));
        Assert.True(queue.IsLossy);
    }

    [Fact]
    public async Task End_Failure_ReachesTheReaderAfterWhatIsQueued()
    {
        var queue = new OutputQueue(1000);
        await queue.AddAsync(Part, Token);
        queue.End(new IOException("broken"));

        Assert.NotNull(await queue.TakeAsync(Token));
        await Assert.ThrowsAsync<IOException>(async () => await queue.TakeAsync(Token));
    }

    [Fact]
    public async Task AddAsync_EmptyParts_CostSomething()
    {
        var queue = new OutputQueue(1000);
        var added = 0;
        for (var isFull = false; !isFull && added < 1000; added++)
        {
            isFull = !queue.AddAsync(Part with { Bytes = default }, Token).AsTask().IsCompleted;
        }

        Assert.InRange(added, 1, 20);
        queue.Drop();
        queue.End(null);
        Assert.NotNull(await queue.TakeAsync(Token));
    }
}
