using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <summary>Scans on a MongoDB server, shared by any number of machines. Each step changes one document.</summary>
internal sealed partial class MongoScanStore(MongoStoreDatabase database, ILogger<MongoScanStore> logger) : IScanStore
{
    private const int MaxListed = 200;
    private readonly ResultStore _results = new(database);

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var before = await MongoSchema.MigrateAsync(database, cancellationToken);
        if (before < MongoSchema.Current)
        {
            Log.Migrated(logger, before, MongoSchema.Current);
        }

        await _results.SweepAsync(cancellationToken);
    }

    public async Task<ScanJob?> FindJobAsync(ScanId id, CancellationToken cancellationToken)
    {
        if (await database.FindAsync(database.Scans, Key(id), cancellationToken) is not { } scan)
        {
            return null;
        }

        var job = Read(scan, ToJob);
        return job.State == ScanState.Queued ? job with { Position = (int)await CountAsync(Before(scan), cancellationToken) } : job;
    }

    public Task<ScanResult?> FindByFindingAsync(string key, CancellationToken cancellationToken) => _results.FindByFindingAsync(key, cancellationToken);

    public async Task<ScanResult?> FindResultAsync(ScanId id, CancellationToken cancellationToken) => await _results.FindForAsync(id, cancellationToken);

    public Task<ScanResult?> FindReusableAsync(string reuseKey, DateTimeOffset notBefore, CancellationToken cancellationToken)
        => _results.FindNewestAsync(
            new BsonDocument
            {
                { "result.reuseKey", Bson.Text(reuseKey) }, { "result.complete", true }, { "result.finishedAt", new BsonDocument("$gt", Bson.Time(notBefore)) },
            },
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks><c>reference</c> alone is any platform; <c>reference|platform</c> is that one. Neither can hold the bar itself.</remarks>
    public Task<ScanResult?> FindLatestAsync(string reference, CancellationToken cancellationToken) => FindLatestAsync(reference, mustBeHad: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ScanResult?> FindLatestHadAsync(string reference, CancellationToken cancellationToken) => FindLatestAsync(reference, mustBeHad: true, cancellationToken);

    private Task<ScanResult?> FindLatestAsync(string reference, bool mustBeHad, CancellationToken cancellationToken)
    {
        var parts = reference.Split('|', 2);
        var filter = new BsonDocument("result.reference", Bson.Text(parts[0]));
        if (parts.Length > 1)
        {
            filter.Add("result.platform", Bson.Text(parts[1]));
        }

        if (mustBeHad)
        {
            filter.Add("result.had", true);
        }

        return _results.FindNewestAsync(filter, cancellationToken);
    }

    public async Task<IReadOnlyList<ScanId>> FindIdsAsync(string prefix, int count, CancellationToken cancellationToken)
    {
        // "{" is the character behind "z", the last one of an id.
        var filter = new BsonDocument
        {
            { "_id", new BsonDocument { { "$gte", Bson.Text(prefix) }, { "$lt", Bson.Text(prefix + "{") } } }, { ResultId, new BsonDocument("$exists", true) },
        };
        return [.. (await ListAsync(filter, new BsonDocument("_id", 1), count, cancellationToken, Bson.Names("_id"))).Select(IdOf)];
    }

    public async Task<IReadOnlyList<ScanJob>> ListAsync(int count, CancellationToken cancellationToken)
        => [.. (await ListAsync([], NewestFirst, count, cancellationToken)).Select(scan => Read(scan, ToJob))];

    public async Task<IReadOnlyCollection<ScanId>> ListRunningAsync(CancellationToken cancellationToken)
        => await database.RunAsync<IReadOnlyCollection<ScanId>>(
            async () => [.. (await database.Scans.Find(AllOf(new BsonDocument(State, Running), Holds), MongoStoreDatabase.InPages).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken)).Select(IdOf)],
            cancellationToken);

    public async Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(((string[])[Queued, Running]).Select(state => CountAsync(new BsonDocument(State, state), cancellationToken)));
        return new QueueDepth((int)counts[0], (int)counts[1]);
    }

    public async Task<DateTimeOffset?> FindOldestQueuedAsync(CancellationToken cancellationToken)
        => await ListAsync(new BsonDocument(State, Queued), new BsonDocument(CreatedAt, 1), 1, cancellationToken, Bson.Names(CreatedAt)) is [var oldest] ? Bson.Time(oldest[CreatedAt]) : null;

    private static BsonDocument Key(ScanId id) => new("_id", id.Value);

    private static ScanId IdOf(BsonDocument scan) => ScanId.Parse(scan["_id"].AsString);

    // A damaged document is said, and never read as another.
    private static T Read<T>(BsonDocument scan, Func<BsonDocument, T> read)
    {
        try
        {
            return read(scan);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or KeyNotFoundException)
        {
            var what = $"scan {DisplayText.Clean(scan["_id"].ToString(), 40)}";
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the store's record of {what} cannot be read; scan again"), e);
        }
    }

    private Task<long> CountAsync(BsonDocument filter, CancellationToken cancellationToken)
        => database.RunAsync(() => database.Scans.CountDocumentsAsync(filter, cancellationToken: cancellationToken), cancellationToken);

    private async Task<List<BsonDocument>> ListAsync(BsonDocument filter, BsonDocument sort, int count, CancellationToken cancellationToken, BsonDocument? fields = null)
        => count <= 0 ? [] : await database.RunAsync(
            () => database.Scans.Find(filter, MongoStoreDatabase.InPages).Sort(sort).Project<BsonDocument>(fields ?? []).Limit(Math.Min(count, MaxListed)).ToListAsync(cancellationToken), cancellationToken);
}
