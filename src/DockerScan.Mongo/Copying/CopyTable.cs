using DockerScan.Core.Stores.Copying;
using MongoDB.Bson;

namespace DockerScan.Mongo.Copying;

/// <summary>Where records of a kind are, in which order they are read, and what their documents are. Scans and the audit are put together by others.</summary>
internal sealed record CopyTable(string Collection, BsonDocument Sort, Func<BsonDocument, StoreRecord> Read, Func<StoreRecord, BsonDocument> Write)
{
    private static readonly BsonDocument ById = new("_id", 1);
    private static readonly BsonDocument ByAge = new("createdAt", 1);

    /// <summary>Which of its documents are records.</summary>
    public BsonDocument Filter { get; init; } = [];

    public static CopyTable Of(RecordKind kind) => kind switch
    {
        RecordKind.Scan => new("scans", new() { { "createdAt", 1 }, { "order", 1 } }, CopiedScans.Read, Other),
        RecordKind.Card => Make<CardRecord>("cards", ByAge, CopiedCards.Read, CopiedCards.Write),
        RecordKind.Reputation => Make<ReputationRecord>("reputations", ById, CopiedReputations.Read, CopiedReputations.Write),
        // One that ended stays for its number alone, and no claim of this store is any good in another.
        RecordKind.Lookup => Make<LookupRecord>("lookups", ById, CopiedReputations.ReadLookup, CopiedReputations.Write) with { Filter = new BsonDocument("open", true), Sort = new() { { "interactive", -1 }, { "rank", -1 }, { "turn", 1 }, { "createdAt", 1 }, { "order", 1 } } },
        RecordKind.IndicatorScan => Make<IndicatorScanRecord>("indicatorScans", ById, CopiedReputations.ReadLink, CopiedReputations.Write),
        RecordKind.StaleResult => new("staleResults", new("mark", 1), document => new StaleResultRecord { Scan = document["_id"].AsString }, Other),
        RecordKind.Quota => Make<QuotaRecord>("quotas", ById, CopiedQuotas.Read, CopiedQuotas.Write),
        RecordKind.Watch => Make<WatchRecord>("watches", new() { { "createdAt", 1 }, { "order", 1 } }, CopiedWatches.ReadWatch, CopiedWatches.Write),
        RecordKind.WatchTarget => Make<WatchTargetRecord>("watchTargets", ById, CopiedWatches.ReadTarget, CopiedWatches.Write),
        RecordKind.WatchRun => Make<WatchRunRecord>("watchRuns", ById, CopiedWatches.ReadRun, CopiedWatches.Write),
        RecordKind.SeenDigest => Make<SeenDigestRecord>("seenDigests", ById, CopiedWatches.ReadSeen, CopiedWatches.Write),
        RecordKind.AlertBook => Make<AlertBookRecord>("alertBooks", ById, CopiedAlerts.ReadBook, CopiedAlerts.Write),
        RecordKind.Alert => Make<AlertRecord>("alerts", ByAge, CopiedAlerts.ReadAlert, CopiedAlerts.Write),
        RecordKind.Acceptance => Make<AcceptanceRecord>("acceptances", new("order", 1), CopiedAlerts.ReadAcceptance, CopiedAlerts.Write),
        RecordKind.AuditedCommand => new("audit", ById, document => throw new InvalidOperationException(document.ToString()), Other),
        RecordKind.AuditChain => Make<AuditChainRecord>("auditChains", ById, CopiedAudit.ReadChain, CopiedAudit.Write),
        RecordKind.SeenRequest => Make<SeenRequestRecord>("seenRequests", ById, CopiedAudit.ReadSeen, CopiedAudit.Write),
    };

    private static CopyTable Make<T>(string collection, BsonDocument sort, Func<BsonDocument, T> read, Func<T, BsonDocument> write)
        where T : StoreRecord
        => new(collection, sort, read, record => write((T)record));

    private static BsonDocument Other(StoreRecord record) => throw new InvalidOperationException($"{record.Kind} is written in a way of its own");
}
