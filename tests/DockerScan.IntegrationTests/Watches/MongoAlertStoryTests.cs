using DockerScan.MongoLoopback;

namespace DockerScan.IntegrationTests.Watches;

/// <summary>The same story with the program, and whoever plans its watches, on MongoDB.</summary>
public sealed class MongoAlertStoryTests : AlertStoryTests
{
    private readonly LoopbackMongo _server;

    public MongoAlertStoryTests()
        : this(MongoParts.Start())
    {
    }

    private MongoAlertStoryTests(LoopbackMongo server)
        : base(host => host.On(server)) => _server = server;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }
}
