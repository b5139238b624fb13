using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <summary>The list of scans. What a list says of a result stands in the document of its scan.</summary>
internal sealed class MongoScanList(MongoStoreDatabase database) : IScanList
{
    private const string Reference = "reference";

    // What is needed of a result; its key and counts of other things are not.
    private static readonly BsonDocument Fields = Bson.Names(
        Reference, State, CreatedAt, ResultId, "result.platform", "result.verdict", "result.atLeast", "result.complete", "result.findings", "result.finishedAt");

    public async Task<IReadOnlyList<ListedScan>> ListAsync(ScanListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var take = Math.Clamp(query.Take, 0, ScanListQuery.MaxTaken);
        if (take == 0)
        {
            return [];
        }

        var scans = await database.RunAsync(
            () => database.Scans.Find(Filter(query), MongoStoreDatabase.InPages).Sort(NewestFirst).Skip(Math.Max(0, query.Skip)).Limit(take).Project<BsonDocument>(Fields).ToListAsync(cancellationToken), cancellationToken);
        var others = await AnsweringAsync(scans, cancellationToken);
        return [.. scans.Select(scan => MongoFailures.Read(scan, document => ToListed(document, others)))];
    }

    private static BsonDocument Filter(ScanListQuery query)
    {
        var filter = new BsonDocument();
        if (query.Reference is { } reference)
        {
            filter.Add(Reference, Bson.Text(reference));
        }

        if (query.Text is { } text)
        {
            // Letters only: what is a sign of a pattern is escaped.
            filter.Add("$and", new BsonArray { new BsonDocument(Reference, new BsonRegularExpression(Regex.Escape(text), "i")) });
        }

        if (query.State is { } state)
        {
            filter.Add(State, StoredNames.Of(state));
        }

        if (query.Verdict is { } verdict)
        {
            filter.Add("result.verdict", StoredNames.Of(verdict));
        }

        return filter;
    }

    // Scans that were answered with another's result: that one's document has it.
    private async Task<Dictionary<string, BsonDocument>> AnsweringAsync(List<BsonDocument> scans, CancellationToken cancellationToken)
    {
        var wanted = scans.Select(scan => (Id: scan["_id"].AsString, Result: scan.TextOrNull(ResultId))).Where(scan => scan.Result is not null && scan.Result != scan.Id)
            .Select(scan => scan.Result!).Distinct(StringComparer.Ordinal).ToList();
        var found = wanted.Count == 0 ? [] : await database.RunAsync(
            () => database.Scans.Find(new BsonDocument("_id", new BsonDocument("$in", Bson.Texts(wanted))), MongoStoreDatabase.InPages).Project<BsonDocument>(Fields).ToListAsync(cancellationToken), cancellationToken);
        return found.ToDictionary(scan => scan["_id"].AsString, StringComparer.Ordinal);
    }

    private static ListedScan ToListed(BsonDocument scan, Dictionary<string, BsonDocument> others)
    {
        var result = scan.TextOrNull(ResultId);
        var from = result is null || result == scan["_id"].AsString ? scan : others.GetValueOrDefault(result);
        return new ListedScan(
            ScanId.Parse(scan["_id"].AsString), scan[Reference].AsString, scan.Choice<ScanState>(State), Bson.Time(scan[CreatedAt]),
            result is null || from?.GetValue(Result, null) is not BsonDocument said ? null : ToResult(result, said));
    }

    private static ListedResult ToResult(string id, BsonDocument result) => new(
        ScanId.Parse(id), result["platform"].AsString, result.Choice<Verdict>("verdict"), result.Contains("atLeast") ? result.Choice<Verdict>("atLeast") : Verdict.None,
        result.Flag("complete"), (int)result.Number("findings"), Bson.Time(result["finishedAt"]));
}
