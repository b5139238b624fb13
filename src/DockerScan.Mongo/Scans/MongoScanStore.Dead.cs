using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <content>Dead letters: scans that were given up because workers ended over them.</content>
internal sealed partial class MongoScanStore
{
    // So many of one wish are looked through for one that ended by itself.
    private const int MaxLater = 50;

    public async Task<LeaseAnswer> BuryAsync(ScanResult result, Claim claim, CancellationToken cancellationToken)
        => await database.FindAsync(database.Scans, Holder(claim), cancellationToken) is { } scan
            ? await FinishAsync(result, claim, new Change().Set(Dead, Bson.Text(Read(scan, ToJob).Request.JoinKey)), cancellationToken)
            : LeaseAnswer.Stale;

    public async Task<ScanResult?> FindDeadAsync(ScanRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var newest = await ListAsync(new BsonDocument(Dead, Bson.Text(request.JoinKey)), NewestFirst, 1, cancellationToken);
        return newest is [var scan] && scan.Contains(Result) && DiedAt(scan) > notBefore && !await IsOverAsync(scan, cancellationToken) ? await FindResultAsync(IdOf(scan), cancellationToken) : null;
    }

    public async Task<IReadOnlyList<DeadLetter>> ListDeadAsync(int count, CancellationToken cancellationToken)
    {
        List<DeadLetter> standing = [];
        foreach (var wish in (await ListAsync(new BsonDocument(Dead, new BsonDocument("$exists", true)), NewestFirst, MaxListed, cancellationToken))
            // What retention put away is said no more.
            .Where(scan => scan.Contains(Result)).GroupBy(scan => scan.TextOrNull(Dead)))
        {
            if (standing.Count < count && !await IsOverAsync(wish.First(), cancellationToken))
            {
                var job = Read(wish.First(), ToJob);
                standing.Add(new DeadLetter(job.Id, job.Request, DiedAt(wish.First())));
            }
        }

        return standing;
    }

    private static DateTimeOffset DiedAt(BsonDocument scan) => scan[Result].AsBsonDocument.TimeOrNull("finishedAt") ?? Bson.Time(scan[CreatedAt]);

    // A later scan of the same wish ended by itself.
    private async Task<bool> IsOverAsync(BsonDocument dead, CancellationToken cancellationToken)
    {
        var later = new BsonDocument { { "result.reference", dead[Result]["reference"] }, { Dead, BsonNull.Value }, { Order, new BsonDocument("$gt", dead[Order]) } };
        return (await ListAsync(later, NewestFirst, MaxLater, cancellationToken)).Exists(scan => Read(scan, ToJob).Request.JoinKey == dead.TextOrNull(Dead));
    }
}
