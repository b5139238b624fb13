using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using DockerScan.MongoLoopback;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Mongo.Tests.BadDays;

public sealed class BadDaysTests
{
    private const int OutOfDiskSpace = 14031;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InitializeAsync_ServerIsAway_SaysSoAndWorksWhenItIsThere()
    {
        await using var server = LoopbackMongo.Start();
        await server.StopAsync();
        var store = Store(server);

        var failure = await Assert.ThrowsAsync<EngineException>(() => store.InitializeAsync(Token));

        Assert.StartsWith("the store's MongoDB server cannot be reached", failure.Message, StringComparison.Ordinal);
        server.StartAgain();
        await store.InitializeAsync(Token);
        Assert.False((await store.EnqueueAsync(Id(1), Request(), Start, Token)).Joined);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnqueueAsync_FirstWriteAfterARestart_IsDone(bool isReplicaSet)
    {
        await using var server = LoopbackMongo.Start(new LoopbackOptions { IsReplicaSet = isReplicaSet });
        var store = Store(server);
        await store.InitializeAsync(Token);
        await server.RestartAsync();

        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        Assert.NotNull(await store.FindJobAsync(Id(1), Token));
    }

    [Fact]
    public async Task FinishAsync_ServerGoesAwayInMidScan_SaysSoAndTheClaimIsGoodWhenItIsBack()
    {
        await using var server = LoopbackMongo.Start();
        var store = Store(server);
        await store.InitializeAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        var claim = (await store.ClaimAsync(Id(1), Token)).Claim;
        await server.StopAsync();
        await Assert.ThrowsAsync<EngineException>(() => store.FinishAsync(Full(Id(1)), claim, Token));
        server.StartAgain();

        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id(1), Token))?.State);
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(Full(Id(1)), claim, Token));
        Assert.NotNull(await store.FindResultAsync(Id(1), Token));
    }

    [Fact]
    public async Task EnqueueAsync_ServerStandsStillAndDoesItAllTheSame_IsFoundAndNotDoneTwice()
    {
        await using var server = LoopbackMongo.Start();
        var store = Store(server);
        await store.InitializeAsync(Token);
        server.Freeze();

        var failure = await Assert.ThrowsAsync<EngineException>(() => store.EnqueueAsync(Id(1), Request(), Start, Token));

        Assert.Contains("MongoDB server", failure.Message, StringComparison.Ordinal);
        server.Thaw();
        var enqueued = await store.EnqueueAsync(Id(1), Request(), Start, Token);
        Assert.Equal((Id(1), false), (enqueued.Job.Id, enqueued.Joined));
        Assert.Single(await store.ListAsync(10, Token));
    }

    [Fact]
    public async Task InitializeAsync_WrongPassword_SaysSoWithoutIt()
    {
        await using var server = LoopbackMongo.Start(new LoopbackOptions { User = "scanner", Password = "right" });

        var failure = await Assert.ThrowsAsync<EngineException>(() => Store(server, server.AddressOf("s3cret")).InitializeAsync(Token));

        Assert.Contains("refuses the user or the password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        await Store(server).InitializeAsync(Token);
    }

    [Fact]
    public async Task InitializeAsync_ServerBefore44_NamesTheVersionThatIsNeeded()
    {
        await using var server = LoopbackMongo.Start(new LoopbackOptions { WireVersion = 8, Version = "4.2.24" });

        var report = Assert.Single(await new MongoStoreProbe(Database(server), Options(server)).ProbeAsync(Token));

        Assert.Equal((HealthStatus.Unhealthy, true), (report.Status, report.Detail.Contains("4.4 or newer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EnqueueAsync_DiskIsFull_IsAFailureOfItsKind()
    {
        await using var server = LoopbackMongo.Start();
        var store = Store(server);
        await store.InitializeAsync(Token);
        server.Fail("insert", OutOfDiskSpace);

        var failure = await Assert.ThrowsAsync<EngineException>(() => store.EnqueueAsync(Id(1), Request(), Start, Token));

        Assert.Equal(FailureKind.DiskFull, failure.Failure.Kind);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task ClaimAsync_ServersClockIsAnotherThanTheNodes_LeasesAreByTheServersAlone(int seconds)
    {
        await using var server = LoopbackMongo.Start();
        server.ClockOffset = TimeSpan.FromSeconds(seconds);
        var store = Store(server);
        await store.InitializeAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        await store.ClaimAsync(new ClaimWish("one", Lease), Token);

        Assert.Null(await store.ClaimAsync(new ClaimWish("two", Lease), Token));
        server.ClockOffset += Lease - TimeSpan.FromSeconds(30);
        Assert.Null(await store.ClaimAsync(new ClaimWish("two", Lease), Token));
        server.ClockOffset += TimeSpan.FromSeconds(31);
        Assert.Equal(2, (await store.ClaimAsync(new ClaimWish("two", Lease), Token))?.Claim.Fence);
    }

    [Fact]
    public async Task ClaimAsync_ServersClockWentBackADay_LeaseOfThatTimeDoesNotHold()
    {
        await using var server = LoopbackMongo.Start();
        var store = Store(server);
        await store.InitializeAsync(Token);
        await store.EnqueueAsync(Id(1), Request(), Start, Token);
        await store.ClaimAsync(new ClaimWish("one", Lease), Token);

        server.ClockOffset = TimeSpan.FromDays(-1);

        Assert.NotNull(await store.ClaimAsync(new ClaimWish("two", Lease), Token));
    }

    [Fact]
    public async Task InitializeAsync_StoreOfANewerProgram_IsRefusedAndReported()
    {
        await using var server = LoopbackMongo.Start();
        await Store(server).InitializeAsync(Token);
        await Database(server).Meta.UpdateOneAsync(new BsonDocument("_id", "schema"), new BsonDocument("$set", new BsonDocument("version", MongoSchema.Current + 1)), cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<EngineException>(() => Store(server).InitializeAsync(Token));

        Assert.Contains("made by a newer version", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, Assert.Single(await new MongoStoreProbe(Database(server), Options(server)).ProbeAsync(Token)).Status);
    }

    [Fact]
    public async Task ProbeAsync_EmptyThenMade_SaysWhichServerAndSchema()
    {
        await using var server = LoopbackMongo.Start(new LoopbackOptions { IsReplicaSet = true });
        var probe = new MongoStoreProbe(Database(server), Options(server, server.Address + "&retryWrite=true"));

        Assert.Equal(HealthStatus.Degraded, Assert.Single(await new MongoStoreProbe(Database(server), Options(server)).ProbeAsync(Token)).Status);
        await Store(server).InitializeAsync(Token);

        var report = Assert.Single(await new MongoStoreProbe(Database(server), Options(server)).ProbeAsync(Token));
        Assert.Equal((HealthStatus.Healthy, "MongoDB 4.4.29, a replica set, schema 1"), (report.Status, report.Detail));
        Assert.Contains("retryWrite", Assert.Single(await probe.ProbeAsync(Token)).Detail, StringComparison.Ordinal);
    }

    private static IOptions<StorageOptions> Options(LoopbackMongo server, string? address = null)
    {
        var options = TestServer.Options("days", address ?? server.Address);
        (options.ServerTimeoutSeconds, options.AnswerTimeoutSeconds) = (1, 1);
        return Microsoft.Extensions.Options.Options.Create(options);
    }

    private static MongoStoreDatabase Database(LoopbackMongo server, string? address = null) => new(Options(server, address), new NoWaiting());

    private static MongoScanStore Store(LoopbackMongo server, string? address = null) => new(Database(server, address), NullLogger<MongoScanStore>.Instance);
}
