using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Mongo.Watches;

namespace DockerScan.Mongo.Tests.Watches;

public sealed class NoWatchStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutAsync_Watch_IsRefusedWithTheNextStep()
    {
        var watch = new Watch
        {
            Id = "w", Image = ImageReference.Parse("redis:7"), Schedule = new WatchSchedule("nightly", "0 3 * * *", "UTC"), Owner = "o", CreatedAt = DateTimeOffset.UnixEpoch,
        };

        var exception = await Assert.ThrowsAsync<EngineException>(() => new NoWatchStore().PutAsync(watch, Token));

        Assert.Contains("Storage:Kind", exception.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_AndClaimAsync_GiveNothingSoThatAServiceGoesOn()
    {
        var store = new NoWatchStore();

        Assert.Empty(await store.ListAsync(Token));
        Assert.Null(await store.ClaimAsync(new ClaimWish("w", TimeSpan.FromSeconds(1)), Token));
    }
}
