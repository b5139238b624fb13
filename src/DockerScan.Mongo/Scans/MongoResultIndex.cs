using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <summary>The results of all images at once. What is shown of a finding is read for a page of them alone.</summary>
internal sealed class MongoResultIndex(MongoStoreDatabase database) : IResultIndex
{
    // A vulnerability of the base of everything, scanned every night: the newest come first.
    private const int MaxFound = 20_000;
    private const string Newest = "newest";
    private readonly MongoBodies _bodies = new(database);

    // The driver asks for 101 first, and then for the rest.
    private static FindOptions InOneAnswer => new() { BatchSize = MaxFound };

    public async Task<IReadOnlyList<FoundFinding>> FindAsync(FindingSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var take = Math.Clamp(search.Take, 0, FindingSearch.MaxTaken);
        if (take == 0)
        {
            return [];
        }

        var any = new BsonDocument("$in", Bson.Texts(search.Spellings));
        var places = await database.RunAsync(
            () => database.Findings.Find(new BsonDocument("$or", new BsonArray { new BsonDocument("name", any), new BsonDocument("package", any) }), InOneAnswer)
                .Sort(new BsonDocument("_id", -1)).Limit(MaxFound).Project<BsonDocument>(Bson.Names("result", "scan", "ordinal")).ToListAsync(cancellationToken), cancellationToken);
        var scans = await NewestAsync(await ScansAsync(places, cancellationToken), cancellationToken);
        var page = places.Where(place => scans.ContainsKey(place["result"].AsString))
            .OrderByDescending(place => scans[place["result"].AsString].Scan[Result]["finishedAt"]).ThenByDescending(place => scans[place["result"].AsString].Scan[Order]).ThenBy(place => place["ordinal"])
            .Skip(Math.Max(0, search.Skip)).Take(take).ToList();
        var findings = (await AllAsync(database.Findings, [.. page.Select(place => place["_id"].AsString)], null, cancellationToken)).ToDictionary(finding => finding["_id"].AsString, StringComparer.Ordinal);
        List<FoundFinding> found = [];
        foreach (var place in page.Where(place => findings.ContainsKey(place["_id"].AsString)))
        {
            var scan = scans[place["result"].AsString].Scan;
            var what = $"scan {scan["_id"].AsString}";
            var finding = StoreJson.Read(await _bodies.ReadAsync(findings[place["_id"].AsString], what, cancellationToken), what, StoredResult.Finding);
            found.Add(MongoFailures.Read(scan, document => new FoundFinding(
                ScanId.Parse(document["_id"].AsString), document[Result]["reference"].AsString, document[Result]["platform"].AsString, Bson.Time(document[Result]["finishedAt"]), finding)));
        }

        return found;
    }

    public async Task<(string Chain, ImageReference Image)?> FindImageAsync(IReadOnlyList<string> chains, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chains);
        if (chains.Count == 0)
        {
            return null;
        }

        var newest = (await GroupAsync(
            new BsonDocument("result.chain", new BsonDocument("$in", Bson.Texts(chains.Take(LayerChain.MaxLayers)))), "$result.chain", new BsonDocument("reference", "$result.reference"), LayerChain.MaxLayers, cancellationToken))
            .ToDictionary(group => group["_id"].AsString, group => group[Newest]["reference"].AsString, StringComparer.Ordinal);
        foreach (var chain in chains)
        {
            if (newest.TryGetValue(chain, out var name) && ImageReference.TryParse(name, out var reference, out _))
            {
                return (chain, reference);
            }
        }

        return null;
    }

    public async Task<IReadOnlyList<NewestResult>> ListNewestAsync(string repository, ImagePlatform platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(platform);
        // ':' and '@' end a repository's name, and ';' and 'A' come next.
        var name = new BsonArray { Between(":", ";"), Between("@", "A") };
        var groups = await GroupAsync(
            new BsonDocument { { "$or", name }, { "result.platform", platform.ToString() } }, "$result.reference",
            new BsonDocument { { "scan", "$_id" }, { "chain", "$result.chain" }, { "complete", "$result.complete" } }, NewestResult.Most, cancellationToken);
        return [.. groups.Select(ToNewest).OfType<NewestResult>()];

        BsonDocument Between(string from, string to) => new("result.reference", new BsonDocument { { "$gte", Bson.Text(repository + from) }, { "$lt", Bson.Text(repository + to) } });
    }

    private static NewestResult? ToNewest(BsonDocument group) => MongoFailures.Read(group, document => ImageReference.TryParse(document["_id"].AsString, out var reference, out _)
        ? new NewestResult(
            ScanId.Parse(document[Newest]["scan"].AsString), reference, document[Newest].AsBsonDocument.GetValue("chain", BsonNull.Value) is BsonString chain ? chain.Value : null, document[Newest]["complete"].AsBoolean)
        : null);

    // Of each group the newest, with some of its fields behind its time; the newest of all first.
    private Task<List<BsonDocument>> GroupAsync(BsonDocument filter, string by, BsonDocument fields, int most, CancellationToken cancellationToken)
    {
        PipelineDefinition<BsonDocument, BsonDocument> pipeline = new BsonDocument[]
        {
            new("$match", filter),
            new("$group", new BsonDocument { { "_id", by }, { Newest, new BsonDocument("$max", new BsonDocument { { "at", "$result.finishedAt" }, { "order", $"${Order}" } }.AddRange(fields)) } }),
            new("$sort", new BsonDocument { { $"{Newest}.at", -1 }, { $"{Newest}.order", -1 } }),
            new("$limit", most),
        };
        return database.RunAsync(
            async () => await (await database.Scans.AggregateAsync(pipeline, new AggregateOptions { BatchSize = most }, cancellationToken)).ToListAsync(cancellationToken), cancellationToken);
    }

    // The scans that name the results of findings, by the result's key.
    private async Task<Dictionary<string, Owner>> ScansAsync(List<BsonDocument> places, CancellationToken cancellationToken)
    {
        var scans = await AllAsync(database.Scans, [.. places.Select(place => place["scan"].AsString).Distinct(StringComparer.Ordinal)], Bson.Names(Result, Order), cancellationToken);
        return scans.Where(scan => scan.GetValue(Result, null) is BsonDocument).ToDictionary(scan => scan[Result]["key"].AsString, scan => new Owner(scan), StringComparer.Ordinal);
    }

    // What a newer complete result of the same image and platform does not have is not there any more. One question, however many images have it.
    private async Task<Dictionary<string, Owner>> NewestAsync(Dictionary<string, Owner> owners, CancellationToken cancellationToken)
    {
        var images = owners.Values.Select(owner => owner.Image.Reference).Distinct(StringComparer.Ordinal);
        PipelineDefinition<BsonDocument, BsonDocument> newest = new BsonDocument[]
        {
            new("$match", new BsonDocument { { "result.reference", new BsonDocument("$in", Bson.Texts(images)) }, { "result.complete", true } }),
            new("$group", new BsonDocument
            {
                { "_id", new BsonDocument { { "reference", "$result.reference" }, { "platform", "$result.platform" } } },
                { "newest", new BsonDocument("$max", new BsonDocument { { "at", "$result.finishedAt" }, { "order", $"${Order}" } }) },
            }),
        };
        var found = owners.Count == 0 ? [] : await database.RunAsync(
            async () => await (await database.Scans.AggregateAsync(newest, new AggregateOptions { BatchSize = MaxFound }, cancellationToken)).ToListAsync(cancellationToken), cancellationToken);
        var byImage = found.ToDictionary(group => (group["_id"]["reference"].AsString, group["_id"]["platform"].AsString), group => group["newest"].AsBsonDocument);
        return owners.Where(pair => pair.Value.IsNotBefore(byImage.GetValueOrDefault(pair.Value.Image))).ToDictionary(StringComparer.Ordinal);
    }

    private async Task<List<BsonDocument>> AllAsync(IMongoCollection<BsonDocument> collection, IReadOnlyList<string> ids, BsonDocument? fields, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument("_id", new BsonDocument("$in", Bson.Texts(ids)));
        return ids.Count == 0 ? [] : await database.RunAsync(() => collection.Find(filter, InOneAnswer).Project<BsonDocument>(fields ?? []).ToListAsync(cancellationToken), cancellationToken);
    }

    private sealed record Owner(BsonDocument Scan)
    {
        public (string Reference, string Platform) Image => (Scan[Result]["reference"].AsString, Scan[Result]["platform"].AsString);

        public bool IsNotBefore(BsonDocument? other)
            => other is null || (Scan[Result]["finishedAt"].CompareTo(other["at"]) is var order && (order == 0 ? Scan[Order].CompareTo(other["order"]) : order) >= 0);
    }
}
