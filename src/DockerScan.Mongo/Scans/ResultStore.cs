using System.Globalization;
using DockerScan.Core.Scans;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;

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
    private readonly MongoBodies _bodies = new(database);

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
}
