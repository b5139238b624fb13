using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <summary>
/// Results: a document, and one for each finding, under a key of their own. They are there for whoever a scan's document names them to; what
/// was written and never named is swept.
/// </summary>
internal sealed partial class ResultStore(MongoStoreDatabase database)
{
    private const string Pending = "pending";
    private const string Key = "key";
    private const int BatchCount = 1_000;
    private const int MaxScans = 10_000;
    private const int Rereadings = 5;
    private readonly MongoBodies _bodies = new(database);

    private static BsonDocument NewestFirst => new() { { "result.finishedAt", -1 }, { Order, -1 } };

    /// <summary>Writes a result that nobody sees yet; returns what names it, to be put into its scan's document.</summary>
    public Task<BsonDocument> WriteAsync(ScanResult result, CancellationToken cancellationToken)
        => WriteAsync(result, StoreJson.Write(result with { Findings = [] }), number => StoreJson.Write(result.Findings[number]), cancellationToken);

    /// <summary>The same of a result whose JSON is there already, as another store had it.</summary>
    /// <param name="result">The result.</param>
    /// <param name="body">Its JSON without the findings.</param>
    /// <param name="finding">The JSON of each finding.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task<BsonDocument> WriteAsync(ScanResult result, string body, Func<int, string> finding, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{result.Id}.{result.Revision}.{ObjectId.GenerateNewId()}");
        // First, and marked: by it whatever comes after is found again.
        var header = new Change().Set(MongoSchema.Version, MongoSchema.Current).Set("scan", result.Id.Value).Set(Pending, true).Now("writtenAt");
        foreach (var member in await _bodies.WriteAsync(key, body, cancellationToken))
        {
            header.Set(member.Name, member.Value);
        }

        await database.RunAsync(() => MongoSchema.UpsertAsync(database.Results, new BsonDocument("_id", key), header, cancellationToken), cancellationToken);
        await WriteFindingsAsync(key, result, finding, cancellationToken);
        return new BsonDocument
        {
            { Key, key }, { "reference", Bson.Text(result.Reference.ToString()) }, { "platform", Bson.Text(result.Platform.ToString()) },
            { "verdict", StoredNames.Of(result.Verdict) }, { "atLeast", StoredNames.Of(result.AtLeast) }, { "complete", result.Complete }, { "had", result.Failure is null }, { "reuseKey", Bson.Text(result.ReuseKey) },
            { "finishedAt", Bson.Time(result.FinishedAt) }, { "findings", result.Findings.Count }, { "revision", result.Revision },
        }.Add("chain", Bson.Text(result.Image?.Chain ?? string.Empty), result.Image?.Chain is not null);
    }

    /// <summary>The result that answers a scan, another's included.</summary>
    public async Task<ScanResult?> FindForAsync(ScanId id, CancellationToken cancellationToken)
    {
        var scan = await FindScanAsync(id.Value, cancellationToken);
        return scan?.TextOrNull(ResultId) is not { } owner ? null
            : await ReadAsync(owner == id.Value ? scan : await FindScanAsync(owner, cancellationToken) ?? scan, cancellationToken);
    }

    /// <summary>The newest that a filter finds.</summary>
    public async Task<ScanResult?> FindNewestAsync(BsonDocument filter, CancellationToken cancellationToken)
    {
        var scan = await database.RunAsync<BsonDocument?>(
            async () => await database.Scans.Find(filter).Sort(NewestFirst).Project<BsonDocument>(Bson.Names(ResultId, Result)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        return scan is null ? null : await ReadAsync(scan, cancellationToken);
    }

    /// <summary>The newest with a finding of a key.</summary>
    public async Task<ScanResult?> FindByFindingAsync(string key, CancellationToken cancellationToken)
    {
        var findings = await database.RunAsync(
            () => database.Findings.Find(new BsonDocument("key", Bson.Text(key)), new FindOptions { BatchSize = BatchCount }).Project<BsonDocument>(Bson.Names("scan"))
                .Limit(MaxScans).ToListAsync(cancellationToken), cancellationToken);
        var scans = findings.Select(finding => finding["scan"].AsString).Distinct(StringComparer.Ordinal).ToList();
        // What was written and never named is no scan's.
        return scans.Count == 0 ? null : await FindNewestAsync(
            new BsonDocument { { "_id", new BsonDocument("$in", Bson.Texts(scans)) }, { Result, new BsonDocument("$exists", true) } }, cancellationToken);
    }

    private static EngineException Damaged(string what, int count, int expected) => new(new ScanFailure(
        FailureKind.Internal, $"the store's record of {what} has {count} of {expected} findings; scan again"));

    private Task<BsonDocument?> FindScanAsync(string id, CancellationToken cancellationToken)
        => database.FindAsync(database.Scans, new BsonDocument("_id", id), cancellationToken, Bson.Names(ResultId, Result));

    /// <exception cref="EngineException">Its record is damaged: a result with findings missing would look better than it is.</exception>
    private async Task<ScanResult> ReadAsync(BsonDocument scan, CancellationToken cancellationToken)
    {
        var what = $"scan {scan["_id"].AsString}";
        for (var reading = 1; ; reading++)
        {
            var (key, expected) = MongoFailures.Read(scan, document => (document[Result][Key].AsString, document[Result]["findings"].ToInt32()));
            var header = database.FindAsync(database.Results, new BsonDocument("_id", key), cancellationToken);
            var findings = await ListFindingsAsync(key, cancellationToken);
            if (await header is { } found && findings.Count == expected)
            {
                return await ReadAsync(found, findings, what, cancellationToken);
            }

            // A newer revision may have come in its place between the two questions.
            var again = await FindScanAsync(scan["_id"].AsString, cancellationToken) ?? scan;
            if (again[Result][Key].AsString == key || reading == Rereadings)
            {
                throw Damaged(what, findings.Count, expected);
            }

            scan = again;
        }
    }

    private async Task<ScanResult> ReadAsync(BsonDocument header, List<BsonDocument> findings, string what, CancellationToken cancellationToken)
    {
        List<Core.Findings.Finding> read = new(findings.Count);
        foreach (var finding in findings)
        {
            read.Add(StoreJson.Read(await _bodies.ReadAsync(finding, what, cancellationToken), what, StoredResult.Finding));
        }

        return StoreJson.Read(await _bodies.ReadAsync(header, what, cancellationToken), what, StoredResult.Result) with { Findings = read };
    }
}
