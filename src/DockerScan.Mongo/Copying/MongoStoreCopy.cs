using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Copying;

/// <summary>
/// All of a database. A server tells no user of one database who else is connected: one that works is known by the leases that it holds, and
/// what is written meanwhile by the second reading. A database that is filled is marked until it is whole.
/// </summary>
internal sealed partial class MongoStoreCopy(MongoStoreDatabase database) : IStoreCopy
{
    private const int Page = 200;
    private bool _isTarget;
    private readonly CopiedScans _scans = new(database);

    public string Name => "MongoDB";

    public async Task OpenSourceAsync(CancellationToken cancellationToken)
    {
        var version = await MongoSchema.ReadVersionAsync(database, cancellationToken);
        if (version != MongoSchema.Current)
        {
            throw Failure(version switch
            {
                0 => "there is no store in this database; check Storage:Database and the connection string",
                > MongoSchema.Current => $"the store has schema {version}, made by a newer version of this program, which knows up to {MongoSchema.Current}; copy it with that version",
                _ => $"the store has schema {version}, and {MongoSchema.Current} is copied; bring it up to date first: any verb that reads it does (./run.sh watches)",
            });
        }

        if (await MongoSchema.IsHalfCopiedAsync(database, cancellationToken))
        {
            throw Failure($"{MongoSchema.HalfCopied}: it is not whole, and is not copied");
        }

        foreach (var collection in (IMongoCollection<BsonDocument>[])[database.Scans, database.Cards, database.Lookups, database.WatchRuns])
        {
            var held = AllOf(new BsonDocument(Owner, new BsonDocument("$exists", true)), Holds);
            if (await database.FindAsync(collection, held, cancellationToken, Bson.Names("_id")) is not null)
            {
                throw Failure("the MongoDB store is in use: a program holds work in it; stop every serve and chat on every machine, wait a minute for what one that died held, and start again");
            }
        }

        await SettleAsync(cancellationToken);
    }

    public async Task<bool> OpenTargetAsync(CancellationToken cancellationToken)
    {
        _isTarget = true;
        var isResumed = await MongoSchema.IsHalfCopiedAsync(database, cancellationToken);
        if (!isResumed)
        {
            foreach (var kind in Enum.GetValues<RecordKind>())
            {
                if (await CountAsync(kind, cancellationToken) > 0)
                {
                    throw Failure("the MongoDB database holds a store already; name an empty one");
                }
            }

            await MongoSchema.BeginCopyAsync(database, cancellationToken);
        }

        await MongoSchema.MigrateAsync(database, cancellationToken, isForCopy: true);
        return isResumed;
    }

    public async Task<long> CountAsync(RecordKind kind, CancellationToken cancellationToken)
    {
        var table = CopyTable.Of(kind);
        if (kind == RecordKind.AuditedCommand)
        {
            var batches = await database.RunAsync(() => database.Audit.Find(new BsonDocument()).Sort(table.Sort).Project<BsonDocument>(Bson.Names("count")).ToListAsync(cancellationToken), cancellationToken);
            return batches.Sum(batch => batch["count"].ToInt64());
        }

        return await database.RunAsync(() => database.Collection(table.Collection).CountDocumentsAsync(table.Filter, cancellationToken: cancellationToken), cancellationToken);
    }

    public async IAsyncEnumerable<StoreRecord> ReadAsync(RecordKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = CopyTable.Of(kind);
        var position = 0L;
        using var pages = await database.RunAsync(
            () => database.Collection(table.Collection).Find(table.Filter, new FindOptions { BatchSize = Page }).Sort(table.Sort).ToCursorAsync(cancellationToken), cancellationToken);
        while (await database.RunAsync(_ => pages.MoveNextAsync(cancellationToken), cancellationToken))
        {
            foreach (var document in pages.Current)
            {
                if (kind == RecordKind.AuditedCommand)
                {
                    foreach (var command in MongoFailures.Read(document, CopiedAudit.Read))
                    {
                        yield return command with { Position = position++ };
                    }

                    continue;
                }

                var record = MongoFailures.Read(document, table.Read);
                yield return record is ScanRecord scan ? await _scans.WithResultAsync(scan, document, cancellationToken) : record;
            }
        }
    }

    public Task FinishAsync(CancellationToken cancellationToken) => _isTarget ? MongoSchema.EndCopyAsync(database, cancellationToken) : Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static EngineException Failure(string message) => new(new ScanFailure(FailureKind.Internal, message));
}
