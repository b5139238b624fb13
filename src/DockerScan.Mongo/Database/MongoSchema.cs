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

    // Set while records of another store are copied into this one.
    private const string Copying = "copying";

    private static readonly BsonDocument Key = new("_id", "schema");

    /// <summary>What is said of a store that a copy was begun into.</summary>
    public const string HalfCopied = "a copy of another store into this database was begun and is not finished";

    /// <summary>The schema's number; 0 where there is no store yet.</summary>
    public static async Task<int> ReadVersionAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => await database.FindAsync(database.Meta, Key, cancellationToken) is { } meta ? (int)meta.Number("version") : 0;

    /// <summary>Whether a copy into it was begun and not finished.</summary>
    public static async Task<bool> IsHalfCopiedAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => await database.FindAsync(database.Meta, Key, cancellationToken) is { } meta && meta.Flag(Copying);

    /// <summary>From now on no program takes it for a store.</summary>
    public static Task BeginCopyAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => database.RunAsync(() => UpsertAsync(database.Meta, Key, new Change().Set(Copying, true), cancellationToken), cancellationToken);

    /// <summary>From now on it is a store.</summary>
    public static Task EndCopyAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => database.RunAsync(() => UpsertAsync(database.Meta, Key, new Change().Unset(Copying), cancellationToken), cancellationToken);

    /// <summary>Makes what is missing, and returns the version it had. Safe while other processes do the same.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="isForCopy">True for who copies into it.</param>
    /// <exception cref="EngineException">A newer program made it, or a copy into it is not finished.</exception>
    public static async Task<int> MigrateAsync(MongoStoreDatabase database, CancellationToken cancellationToken, bool isForCopy = false)
    {
        var meta = await database.FindAsync(database.Meta, Key, cancellationToken);
        var before = meta is null ? 0 : (int)meta.Number("version");
        if (!isForCopy && meta is not null && meta.Flag(Copying))
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"{HalfCopied}; go on with ./run.sh store copy --to URI, or drop the database and begin anew"));
        }

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
