using MongoDB.Bson;

namespace DockerScan.Mongo.Database;

/// <summary>
/// Every index of the store, in one place; they are made at the start. None is partial and none ends documents by itself: what is in flight
/// has a key that is taken away at its end, under a unique sparse index.
/// </summary>
internal static class MongoIndexes
{
    private static readonly BsonInt32 Up = new(1);
    private static readonly BsonInt32 Down = new(-1);

    public static IReadOnlyList<StoreIndex> All { get; } =
    [
        // One scan in flight for the same wish: joining is this index. One holder of a target.
        new("scans", new() { { "inFlight", Up } }) { IsUnique = true, IsSparse = true },
        new("scans", new() { { "target", Up } }) { IsUnique = true, IsSparse = true },
        new("scans", new() { { "open", Up }, { "place", Up }, { "createdAt", Up }, { "order", Up } }),
        new("scans", new() { { "state", Up }, { "place", Up }, { "createdAt", Up }, { "order", Up } }),
        new("scans", new() { { "asker", Up }, { "open", Up }, { "place", Down } }),
        new("scans", new() { { "owner", Up } }) { IsSparse = true },
        new("scans", new() { { "createdAt", Down }, { "order", Down } }),
        new("scans", new() { { "resultId", Up } }) { IsSparse = true },
        new("scans", new() { { "unsaid", Up } }) { IsSparse = true },
        new("scans", new() { { "dead", Up } }) { IsSparse = true },
        new("scans", new() { { "retiredAt", Up } }) { IsSparse = true },
        new("scans", new() { { "result.reuseKey", Up }, { "result.complete", Up }, { "result.finishedAt", Down }, { "order", Down } }),
        new("scans", new() { { "result.reference", Up }, { "result.finishedAt", Down }, { "order", Down } }),
        new("scans", new() { { "result.reference", Up }, { "result.platform", Up }, { "result.finishedAt", Down }, { "order", Down } }),
        new("scans", new() { { "result.chain", Up }, { "result.finishedAt", Down } }) { IsSparse = true },
        new("results", new() { { "pending", Up } }) { IsSparse = true },
        new("findings", new() { { "result", Up }, { "ordinal", Up } }),
        new("findings", new() { { "key", Up }, { "finishedAt", Down }, { "_id", Down } }),
        // The newest first, of either: merged along both, and never sorted.
        new("findings", new() { { "name", Up }, { "_id", Down } }),
        new("findings", new() { { "package", Up }, { "_id", Down } }),
        new("cards", new() { { "owed", Up }, { "platform", Up }, { "turn", Up }, { "dueFrom", Up }, { "order", Up } }),
        new("cards", new() { { "owed", Up }, { "platform", Up }, { "place", Up }, { "turn", Down } }),
        new("cards", new() { { "scan", Up } }),
        new("cards", new() { { "owner", Up } }) { IsSparse = true },
        new("cards", new() { { "createdAt", Up } }),
        new("lookups", new() { { "open", Up }, { "interactive", Down }, { "rank", Down }, { "turn", Up }, { "createdAt", Up }, { "order", Up } }),
        new("lookups", new() { { "open", Up }, { "interactive", Up }, { "turn", Up } }),
        new("lookups", new() { { "asker", Up }, { "open", Up }, { "interactive", Up }, { "turn", Down } }),
        new("lookups", new() { { "owner", Up } }) { IsSparse = true },
        new("lookups", new() { { "answer", Up } }) { IsSparse = true },
        new("lookups", new() { { "createdAt", Up } }),
        new("reputations", new() { { "checkedAt", Up } }),
        new("indicatorScans", new() { { "key", Up }, { "waiting", Up } }),
        new("indicatorScans", new() { { "createdAt", Up } }),
        new("indicatorScans", new() { { "scan", Up } }),
        new("staleResults", new() { { "mark", Up } }),
        new("audit", new() { { "newest", Up } }),
        // One piece of a chain after another.
        new("audit", new() { { "writer", Up }, { "first", Up } }) { IsUnique = true, IsSparse = true },
        new("seenRequests", new() { { "source", Up }, { "until", Down } }),
        new("seenRequests", new() { { "until", Up } }),
        new("acceptances", new() { { "endsAt", Up } }),
        new("acceptances", new() { { "repository", Up }, { "order", Down } }),
        new("acceptances", new() { { "order", Down } }),
        new("alertBooks", new() { { "keys", Up } }),
        new("alertBooks", new() { { "unbrought", Up } }) { IsSparse = true },
        new("alerts", new() { { "owed", Up }, { "order", Up } }),
        new("alerts", new() { { "data", Up }, { "order", Up } }),
        new("alerts", new() { { "createdAt", Up } }),
        new("alerts", new() { { "notBefore", Up }, { "order", Up } }) { IsSparse = true },
        new("watches", new() { { "createdAt", Up }, { "order", Up } }),
        new("watches", new() { { "firstScan", Up }, { "order", Down } }) { IsSparse = true },
        new("watchTargets", new() { { "watch", Up }, { "key", Up } }),
        new("watchRuns", new() { { "open", Up }, { "dueFrom", Up }, { "order", Up } }),
        new("watchRuns", new() { { "watch", Up }, { "open", Up }, { "planned", Up } }),
        new("watchRuns", new() { { "watch", Up }, { "newest", Up }, { "planned", Down } }),
        new("watchRuns", new() { { "newest", Up } }) { IsSparse = true },
        new("watchRuns", new() { { "owner", Up } }) { IsSparse = true },
        new("watchRuns", new() { { "endedAt", Up } }) { IsSparse = true },
    ];

    /// <summary>Tells whether what a database has is this list.</summary>
    public static string Fingerprint { get; } = string.Join('\n', All);

    public static async Task MakeAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
    {
        foreach (var collection in All.GroupBy(index => index.Collection))
        {
            await database.RunAsync(
                () => database.Collection(collection.Key).Indexes.CreateManyAsync(collection.Select(index => index.ToModel()), cancellationToken), cancellationToken);
        }
    }
}
