using DockerScan.Core.Scans;
using DockerScan.Core.Stores.Copying;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Retention;
using DockerScan.Mongo.Scans;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Copying.CopyMembers;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Copying;

/// <summary>Scans, their results and findings as records.</summary>
internal sealed class CopiedScans(MongoStoreDatabase database)
{
    private readonly ResultStore _results = new(database);

    /// <summary>A scan without its result.</summary>
    public static ScanRecord Read(BsonDocument scan)
    {
        var state = StateOf(scan);
        var hasEnded = state is Finished or Cancelled;
        return new ScanRecord
        {
            Id = scan["_id"].AsString,
            Request = scan["request"].AsString,
            // One that ran when its program died waits again.
            State = hasEnded ? state : Queued,
            CreatedAt = Ms(scan[CreatedAt]),
            Attempts = scan.Number(Attempts),
            Failures = scan.Number(Failures),
            Dead = scan.Contains(Dead) ? 1 : 0,
            Fence = scan.Number(Leases.Fence),
            Priority = (long)ScanDocument.PriorityOf(scan),
            Turn = TurnOf(scan),
            Asker = scan[Asker].AsString,
            DueAt = hasEnded ? null : scan.Due(),
            StopWanted = scan.Flag(StopWanted) ? 1 : 0,
            Progress = hasEnded ? scan.TextOrNull(Progress) : null,
            ResultId = scan.Contains(MongoRetention.Retired) ? scan["_id"].AsString : scan.TextOrNull(ResultId),
        };
    }

    /// <summary>The same with its own result; another's is with the other.</summary>
    public async Task<ScanRecord> WithResultAsync(ScanRecord record, BsonDocument scan, CancellationToken cancellationToken)
    {
        if (record.ResultId != record.Id)
        {
            return record;
        }

        var named = scan.Contains(MongoRetention.Retired) ? new BsonDocument { { "_id", scan["_id"] }, { Result, scan[MongoRetention.Retired] } } : scan;
        var (body, findings) = await _results.ReadTextsAsync(named, cancellationToken);
        return record with { ResultRevision = named[Result]["revision"].ToInt64(), ResultDocument = body, Findings = findings };
    }

    public async Task WriteAsync(ScanRecord scan, CancellationToken cancellationToken)
    {
        var what = $"scan {scan.Id}";
        var document = New(scan, StoreJson.Read(scan.Request, what, StoredScan.Request));
        if (scan.ResultDocument is not { } body)
        {
            await InsertAsync(document, cancellationToken);
            return;
        }

        var result = StoreJson.Read(body, what, StoredResult.Result) with
        {
            Revision = (int)(scan.ResultRevision ?? 0), Findings = [.. scan.Findings.Select(finding => StoreJson.Read(finding, what, StoredResult.Finding))],
        };
        // The letters of the source, so that nothing of them is lost.
        var written = await _results.WriteAsync(result, body, number => scan.Findings[number], cancellationToken);
        await InsertAsync(document.Add(Result, written), cancellationToken);
        await _results.SettleAsync(written, isNamed: true, cancellationToken);
    }

    // One that retention has put away, to remove it in its second step, is in a copy what it was before: the next store's retention finds it again.
    private static string StateOf(BsonDocument scan)
        => scan.Contains(MongoRetention.RetiredAt) && (scan.Contains(MongoRetention.Retired) || scan.TextOrNull(ResultId) is not null) ? Finished : scan[State].AsString;

    private static BsonDocument New(ScanRecord scan, ScanRequest request)
    {
        var document = new BsonDocument
        {
            { "_id", scan.Id }, { MongoSchema.Version, MongoSchema.Current }, { State, scan.State }, { "reference", Bson.Text(request.Reference.ToString()) },
            { "request", Bson.Text(scan.Request) }, { CreatedAt, Time(scan.CreatedAt) }, { Order, ObjectId.GenerateNewId() }, { Place, PlaceOf((ScanPriority)scan.Priority, scan.Turn) },
            { Asker, Bson.Text(scan.Asker) }, { Attempts, (int)scan.Attempts }, { Failures, (int)scan.Failures }, { Leases.Fence, scan.Fence },
        };
        if (scan.Dead == 1)
        {
            document.Add(Dead, Bson.Text(request.JoinKey));
        }

        if (scan.State == Queued)
        {
            document.Add(InFlight, Bson.Text(request.JoinKey)).Add(Open, true);
        }

        document.AddDue(scan.DueAt).AddText(Progress, scan.Progress).AddText(ResultId, scan.ResultId);
        return scan.StopWanted == 1 ? document.Add(StopWanted, true) : document;
    }

    private Task<bool> InsertAsync(BsonDocument scan, CancellationToken cancellationToken)
        => database.RunAsync(
            async isAgain =>
            {
                try
                {
                    await database.Scans.InsertOneAsync(scan, cancellationToken: cancellationToken);
                }
                catch (MongoException e) when (isAgain && MongoFailures.IsDuplicateKey(e))
                {
                    // It was written when the answer was lost.
                }

                return true;
            },
            cancellationToken);
}
