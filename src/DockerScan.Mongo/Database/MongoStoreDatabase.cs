using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Database;

/// <summary>The database on the server: its collections, and the way in which every piece of work is done on them.</summary>
internal sealed partial class MongoStoreDatabase : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lazy<(MongoClient Client, IMongoDatabase Database)> _open;
    private readonly TimeProvider _clock;
    private readonly NodeMetrics? _metrics;

    public MongoStoreDatabase(IOptions<StorageOptions> options, TimeProvider clock, NodeMetrics? metrics = null)
    {
        (_clock, _metrics) = (clock, metrics);
        // Nothing is connected to before the first question.
        _open = new(() => Open(options.Value));
    }

    /// <summary>
    /// Does a piece of work, and once more when the connection broke: the driver repeats a write on a replica set alone, and the first one after
    /// a server's restart always meets a dead connection. An exception is no proof that nothing was written, so the work is told that it is
    /// done again, and finds out.
    /// </summary>
    /// <exception cref="EngineException">The server is away, refuses, or is full.</exception>
    public async Task<T> RunAsync<T>(Func<bool, Task<T>> work, CancellationToken cancellationToken)
    {
        var (started, isOk) = (_metrics?.StoreStarted() ?? 0, false);
        try
        {
            var result = await TwiceAsync(work, cancellationToken);
            isOk = true;
            return result;
        }
        catch (Exception e) when (MongoFailures.IsFailure(e))
        {
            throw MongoFailures.Translate(e);
        }
        finally
        {
            _metrics?.StoreEnded(started, "mongo", isOk);
        }
    }

    private async Task<T> TwiceAsync<T>(Func<bool, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(false);
        }
        catch (Exception e) when (MongoFailures.IsLostConnection(e))
        {
            await Task.Delay(Pause, _clock, cancellationToken);
        }

        return await work(true);
    }

    /// <summary>As <see cref="RunAsync{T}(Func{bool, Task{T}}, CancellationToken)"/>, for what may be done twice.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => RunAsync(_ => work(), cancellationToken);

    /// <summary>The one document that a filter finds, or null.</summary>
    public Task<BsonDocument?> FindAsync(IMongoCollection<BsonDocument> collection, BsonDocument filter, CancellationToken cancellationToken, BsonDocument? fields = null)
        => RunAsync<BsonDocument?>(async () => await collection.Find(filter).Project<BsonDocument>(fields ?? []).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);

    public void Dispose()
    {
        if (_open.IsValueCreated)
        {
            _open.Value.Client.Dispose();
        }
    }

    private static (MongoClient Client, IMongoDatabase Database) Open(StorageOptions options)
    {
        var (settings, database) = MongoConnection.Read(options);
        var client = new MongoClient(settings);
        return (client, client.GetDatabase(database));
    }
}
