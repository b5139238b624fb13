using System.Globalization;
using DockerScan.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Database;

/// <summary>The schema's number, in a document of its own. Each document holds the number that it was written with as well.</summary>
internal static class MongoSchema
{
    /// <summary>What this program writes.</summary>
    public const int Current = 1;

    /// <summary>The member that every document has.</summary>
    public const string Version = "v";

    private static readonly BsonDocument Key = new("_id", "schema");

    /// <summary>The schema's number; 0 where there is no store yet.</summary>
    public static async Task<int> ReadVersionAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => await database.FindAsync(database.Meta, Key, cancellationToken) is { } meta ? (int)meta.Number("version") : 0;

    /// <summary>Makes what is missing, and returns the version it had. Safe while other processes do the same.</summary>
    /// <exception cref="EngineException">A newer program made it.</exception>
    public static async Task<int> MigrateAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
    {
        var meta = await database.FindAsync(database.Meta, Key, cancellationToken);
        var before = meta is null ? 0 : (int)meta.Number("version");
        if (before > Current)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, string.Create(
                CultureInfo.InvariantCulture,
                $"the store has schema {before}, made by a newer version of this program, which knows up to {Current}; use that version or another Storage:Database")));
        }

        if (meta?.TextOrNull("indexes") != MongoIndexes.Fingerprint)
        {
            await MongoIndexes.MakeAsync(database, cancellationToken);
            // The higher number stays, should a newer program have been quicker.
            var change = new Change().Most("version", Current).Set("indexes", MongoIndexes.Fingerprint);
            await database.RunAsync(() => UpsertAsync(database.Meta, Key, change, cancellationToken), cancellationToken);
        }

        return before;
    }

    /// <summary>Changes the one document that a filter finds, or makes it. Two that make it at once: the second changes it.</summary>
    public static async Task<UpdateResult> UpsertAsync(IMongoCollection<BsonDocument> collection, BsonDocument filter, Change change, CancellationToken cancellationToken)
    {
        var options = new UpdateOptions { IsUpsert = true };
        try
        {
            return await collection.UpdateOneAsync(filter, change.ToUpdate(), options, cancellationToken);
        }
        catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
        {
            return await collection.UpdateOneAsync(filter, change.ToUpdate(), options, cancellationToken);
        }
    }
}
