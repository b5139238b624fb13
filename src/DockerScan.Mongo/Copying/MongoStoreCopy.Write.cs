using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Reputations;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Copying;

/// <content>Records that are added.</content>
internal sealed partial class MongoStoreCopy
{
    public async Task WriteAsync(IReadOnlyList<StoreRecord> records, CancellationToken cancellationToken)
    {
        switch (records[0])
        {
            case ScanRecord:
                foreach (var scan in records.Cast<ScanRecord>())
                {
                    await _scans.WriteAsync(scan, cancellationToken);
                }

                break;
            case StaleResultRecord:
                await AddAsync(database.Stale, await MarkAsync([.. records.Cast<StaleResultRecord>()], cancellationToken), cancellationToken);
                break;
            case AuditRecord:
                // One after the other: what is there when this is broken off are the first of them, and their order is what they are known by.
                foreach (var piece in CopiedAudit.Write(records.Cast<AuditRecord>()))
                {
                    await AddAsync(database.Audit, [piece], cancellationToken);
                }

                break;
            default:
                var table = CopyTable.Of(records[0].Kind);
                await AddAsync(database.Collection(table.Collection), [.. records.Select(table.Write)], cancellationToken);
                break;
        }
    }

    // A mark of its own for each, in their order.
    private async Task<IReadOnlyList<BsonDocument>> MarkAsync(IReadOnlyList<StaleResultRecord> records, CancellationToken cancellationToken)
    {
        var mark = await new AnswerRelay(database).TakeMarksAsync(records.Count, cancellationToken);
        return [.. records.Select(record => new BsonDocument { { "_id", record.Scan }, { MongoSchema.Version, MongoSchema.Current }, { "mark", ++mark } })];
    }

    // Their ids are ours: those that are there already were written when the answer was lost.
    private Task<bool> AddAsync(IMongoCollection<BsonDocument> collection, IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken)
        => database.RunAsync(
            async () =>
            {
                try
                {
                    await collection.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, cancellationToken);
                }
                catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
                {
                    return false;
                }

                return true;
            },
            cancellationToken);
}
