using DockerScan.Core.Stores;
using DockerScan.MongoLoopback;

namespace DockerScan.Mongo.Tests;

/// <summary>The server of the contract suite: the one that <c>DOCKERSCAN_TEST_MONGODB</c> names, else a loopback of this process.</summary>
internal static class TestServer
{
    private static readonly Lazy<LoopbackMongo> Loopback = new(() => LoopbackMongo.Start());

    /// <summary>The connection string of a server that somebody else runs; null for none.</summary>
    public static string? Named { get; } = Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_MONGODB") is { Length: > 0 } named ? named : null;

    public static string Address => Named ?? Loopback.Value.Address;

    public static StorageOptions Options(string database, string? address = null) => new()
    {
        Kind = StoreKind.Mongo, ConnectionString = address ?? Address, Database = database, Path = "none",
    };
}
