using DockerScan.MongoLoopback;

namespace DockerScan.IntegrationTests.Chat;

/// <summary>Every transport with the program on MongoDB: the queue, cards, the record and look-ups are there, and outlive a kill.</summary>
public sealed class MongoTransportTests : TransportTests, IAsyncDisposable
{
    private readonly LoopbackMongo _server = MongoParts.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private protected override HostProcess Prepare(HostProcess host) => host.On(_server);
}
