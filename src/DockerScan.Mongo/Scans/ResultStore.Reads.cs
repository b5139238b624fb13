using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <content>How a result is found and read: the scan's document says which it is, and what it names is there at once with its findings.</content>
internal sealed partial class ResultStore
{
    private const int MaxCandidates = 200;
    private const int MaxScans = 10_000;
    private const int MaxFindings = 100_000;
    private const int Rereadings = 5;

    private static BsonDocument NewestFirst => new() { { "result.finishedAt", -1 }, { Order, -1 } };

    /// <summary>The result that answers a scan, another's included.</summary>
    public async Task<ScanResult?> FindForAsync(ScanId id, CancellationToken cancellationToken)
    {
        var scan = await FindScanAsync(id.Value, cancellationToken);
        if (scan?.TextOrNull(ResultId) is not { } owner)
        {
            return null;
        }

        if (owner == id.Value)
        {
            return await ReadAsync(scan, null, cancellationToken);
        }

        // All that was written for the other scan, while its document says which of it counts: a key begins with its scan.
        var written = new BsonDocument { { "$gte", Bson.Text(owner + ".") }, { "$lt", Bson.Text(owner + "/") } };
        var other = FindScanAsync(owner, cancellationToken);
        var headers = database.RunAsync(() => database.Results.Find(new BsonDocument("_id", written), MongoStoreDatabase.InPages).ToListAsync(cancellationToken), cancellationToken);
        var findings = ListFindingsAsync(written, cancellationToken);
        await Task.WhenAll(other, headers, findings);
        return await ReadAsync(await other ?? scan, new Written(await headers, await findings), cancellationToken);
    }

    /// <summary>The newest that a filter finds.</summary>
    public async Task<ScanResult?> FindNewestAsync(BsonDocument filter, CancellationToken cancellationToken)
        => await FindNewestScanAsync(filter, cancellationToken) is { } scan ? await ReadAsync(scan, null, cancellationToken) : null;

    /// <summary>The newest with a finding of a key.</summary>
    public async Task<ScanResult?> FindByFindingAsync(string key, CancellationToken cancellationToken)
    {
        // The version of this program before wrote no time to them: where there is such a one the order says nothing.
        var newest = ListByKeyAsync(key, MaxCandidates, cancellationToken);
        var timeless = database.FindAsync(database.Findings, new BsonDocument { { "key", Bson.Text(key) }, { FinishedAt, BsonNull.Value } }, cancellationToken, Bson.Names("_id"));
        await Task.WhenAll(newest, timeless);
        var (candidates, isSure) = (await newest, await timeless is null);
        if (candidates.Count == 0)
        {
            return null;
        }

        if (isSure)
        {
            // The newest is whose result it is, unless that was never named or is put away.
            var guess = candidates[0]["result"];
            var scan = FindNewestScanAsync(Named(candidates), cancellationToken);
            var headers = database.RunAsync(() => database.Results.Find(new BsonDocument("_id", guess), MongoStoreDatabase.InPages).ToListAsync(cancellationToken), cancellationToken);
            var findings = ListFindingsAsync(guess, cancellationToken);
            await Task.WhenAll(scan, headers, findings);
            if (await scan is { } named)
            {
                return await ReadAsync(named, new Written(await headers, await findings), cancellationToken);
            }
        }

        return await FindNewestAsync(Named(await ListByKeyAsync(key, MaxScans, cancellationToken)), cancellationToken);
    }

    // What was written and never named is no scan's.
    private static BsonDocument Named(List<BsonDocument> findings) => new()
    {
        { "_id", new BsonDocument("$in", Bson.Texts(findings.Select(finding => finding["scan"].AsString).Distinct(StringComparer.Ordinal))) },
        { "result.key", new BsonDocument("$in", Bson.Texts(findings.Select(finding => finding["result"].AsString).Distinct(StringComparer.Ordinal))) },
    };

    private Task<List<BsonDocument>> ListByKeyAsync(string key, int most, CancellationToken cancellationToken)
        => database.RunAsync(
            () => database.Findings.Find(new BsonDocument("key", Bson.Text(key)), new FindOptions { BatchSize = most }).Sort(new BsonDocument { { FinishedAt, -1 }, { "_id", -1 } })
                .Project<BsonDocument>(Bson.Names("scan", "result")).Limit(most).ToListAsync(cancellationToken), cancellationToken);

    private Task<BsonDocument?> FindNewestScanAsync(BsonDocument filter, CancellationToken cancellationToken)
        => database.RunAsync<BsonDocument?>(
            async () => await database.Scans.Find(filter).Sort(NewestFirst).Project<BsonDocument>(Bson.Names(ResultId, Result)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);

    private static EngineException Damaged(string what, int count, int expected) => new(new ScanFailure(
        FailureKind.Internal, $"the store's record of {what} has {count} of {expected} findings; scan again"));

    private Task<BsonDocument?> FindScanAsync(string id, CancellationToken cancellationToken)
        => database.FindAsync(database.Scans, new BsonDocument("_id", id), cancellationToken, Bson.Names(ResultId, Result));

    /// <exception cref="EngineException">Its record is damaged: a result with findings missing would look better than it is.</exception>
    private async Task<ScanResult> ReadAsync(BsonDocument scan, Written? guessed, CancellationToken cancellationToken)
    {
        var what = $"scan {scan["_id"].AsString}";
        for (var reading = 1; ; reading++)
        {
            var (key, expected) = MongoFailures.Read(scan, document => (document[Result][Key].AsString, document[Result]["findings"].ToInt32()));
            if (reading == 1 && guessed?.Of(key, expected) is var (had, its))
            {
                return await ReadAsync(had, its, what, cancellationToken);
            }

            var header = database.FindAsync(database.Results, new BsonDocument("_id", key), cancellationToken);
            var findings = ListFindingsAsync(key, cancellationToken);
            await Task.WhenAll(header, findings);
            if (await header is { } found && (await findings).Count == expected)
            {
                return await ReadAsync(found, await findings, what, cancellationToken);
            }

            // A newer revision may have come in its place between the two questions.
            var again = await FindScanAsync(scan["_id"].AsString, cancellationToken) ?? scan;
            if (again[Result][Key].AsString == key || reading == Rereadings)
            {
                throw Damaged(what, (await findings).Count, expected);
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

    // Of one result or of several, in one answer as far as a message goes.
    private Task<List<BsonDocument>> ListFindingsAsync(BsonValue result, CancellationToken cancellationToken)
    {
        var sort = result.IsString ? new BsonDocument("ordinal", 1) : new BsonDocument { { "result", 1 }, { "ordinal", 1 } };
        return database.RunAsync(
            () => database.Findings.Find(new BsonDocument("result", result), new FindOptions { BatchSize = MaxFindings }).Sort(sort).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>What was read before it was known whether it counts: results of one scan, and their findings.</summary>
    private sealed record Written(List<BsonDocument> Headers, List<BsonDocument> Findings)
    {
        /// <summary>The result of a key; null when it is not there whole.</summary>
        public (BsonDocument Header, List<BsonDocument> Findings)? Of(string key, int expected)
            => Headers.Find(header => header["_id"].AsString == key) is { } found && Findings.FindAll(finding => finding["result"].AsString == key) is { } its && its.Count == expected ? (found, its) : null;
    }
}
