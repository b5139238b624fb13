using DockerScan.Core.Stores;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Mongo;
using DockerScan.MongoLoopback;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>The same deaths with the outbox on MongoDB.</summary>
public sealed class MongoAlertLoopbackKillTests : AlertLoopbackKillTests
{
    private readonly LoopbackMongo _server;

    public MongoAlertLoopbackKillTests()
        : this(LoopbackMongo.Start())
    {
    }

    private MongoAlertLoopbackKillTests(LoopbackMongo server)
        : base(new Rig(withSqlite: true, first: services => services
            .Configure<StorageOptions>(storage => (storage.Kind, storage.ConnectionString) = (StoreKind.Mongo, server.Address)).AddMongoStore()))
        => _server = server;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    // Its leases are by its own clock.
    private protected override void Advance(TimeSpan time)
    {
        base.Advance(time);
        _server.ClockOffset += time;
    }
}
