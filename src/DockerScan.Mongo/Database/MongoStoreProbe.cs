using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using Microsoft.Extensions.Options;
using MongoDB.Bson;

namespace DockerScan.Mongo.Database;

/// <summary>Reports the server's version, what it is, and the store's schema.</summary>
internal sealed class MongoStoreProbe(MongoStoreDatabase database, IOptions<StorageOptions> options) : IHealthProbe
{
    private const string Name = "store";

    public string Part => Name;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [await LookAsync(cancellationToken)];
        }
        catch (EngineException e)
        {
            return [new HealthReport(Name, HealthStatus.Unhealthy, e.Failure.Message, "see docs/mongodb.md")];
        }
    }

    private async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        var server = await database.RunAsync(() => database.Database.RunCommandAsync<BsonDocument>(new BsonDocument("buildInfo", 1), cancellationToken: cancellationToken), cancellationToken);
        var hello = await database.RunAsync(() => database.Database.RunCommandAsync<BsonDocument>(new BsonDocument("isMaster", 1), cancellationToken: cancellationToken), cancellationToken);
        var version = await MongoSchema.ReadVersionAsync(database, cancellationToken);
        var name = DisplayText.Clean(server.TextOrNull("version"), 30);
        var detail = string.Create(CultureInfo.InvariantCulture, $"MongoDB {name}, {(hello.Contains("setName") ? "a replica set" : "one server")}, schema {version}");
        if (ConnectionOptions.FindUnknown(options.Value) is { Count: > 0 } unknown)
        {
            return new HealthReport(Name, HealthStatus.Degraded, $"{detail}; its connection string has options that nothing reads: {string.Join(", ", unknown)}", "take them out of Storage:ConnectionStringFile, or spell them right");
        }

        if (await MongoSchema.IsHalfCopiedAsync(database, cancellationToken))
        {
            return new HealthReport(Name, HealthStatus.Unhealthy, $"{detail}; {MongoSchema.HalfCopied}", "go on with ./run.sh store copy --to URI, or drop the database and begin anew");
        }

        return version switch
        {
            > MongoSchema.Current => new HealthReport(
                Name, HealthStatus.Unhealthy, $"{detail}; this program knows up to schema {MongoSchema.Current}", "use the newer program that made it, or another Storage:Database"),
            0 => new HealthReport(Name, HealthStatus.Degraded, $"{detail}; it is empty", "it is made when a scan or the service starts"),
            < MongoSchema.Current => new HealthReport(Name, HealthStatus.Degraded, detail, "its schema is older; it is brought up to date at the next start"),
            _ => new HealthReport(Name, HealthStatus.Healthy, detail),
        };
    }
}
