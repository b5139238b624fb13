using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.GridFS;

namespace DockerScan.Mongo.Database;

/// <content>What is kept where.</content>
internal sealed partial class MongoStoreDatabase
{
    /// <summary>How a list is read: the driver asks for 101 documents first, and so twice for a page of 200.</summary>
    public static FindOptions InPages => new() { BatchSize = 200 };

    public IMongoCollection<BsonDocument> Meta => Collection("meta");

    public IMongoCollection<BsonDocument> Scans => Collection("scans");

    public IMongoCollection<BsonDocument> Results => Collection("results");

    public IMongoCollection<BsonDocument> Findings => Collection("findings");

    public IMongoCollection<BsonDocument> Cards => Collection("cards");

    public IMongoCollection<BsonDocument> Reputations => Collection("reputations");

    public IMongoCollection<BsonDocument> Lookups => Collection("lookups");

    public IMongoCollection<BsonDocument> Links => Collection("indicatorScans");

    public IMongoCollection<BsonDocument> Stale => Collection("staleResults");

    public IMongoCollection<BsonDocument> Quotas => Collection("quotas");

    public IMongoCollection<BsonDocument> Audit => Collection("audit");

    public IMongoCollection<BsonDocument> AuditChains => Collection("auditChains");

    public IMongoCollection<BsonDocument> Seen => Collection("seenRequests");

    public IMongoCollection<BsonDocument> Acceptances => Collection("acceptances");

    public IMongoCollection<BsonDocument> Watches => Collection("watches");

    public IMongoCollection<BsonDocument> WatchTargets => Collection("watchTargets");

    public IMongoCollection<BsonDocument> WatchRuns => Collection("watchRuns");

    public IMongoCollection<BsonDocument> SeenDigests => Collection("seenDigests");

    public IMongoCollection<BsonDocument> AlertBooks => Collection("alertBooks");

    public IMongoCollection<BsonDocument> Alerts => Collection("alerts");

    /// <summary>What is too large for a document.</summary>
    public GridFSBucket<string> Files => new(_open.Value.Database, new GridFSBucketOptions { BucketName = "bodies" });

    public IMongoDatabase Database => _open.Value.Database;

    public IMongoCollection<BsonDocument> Collection(string name) => _open.Value.Database.GetCollection<BsonDocument>(name);
}
