using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Database.Bson;

namespace DockerScan.Mongo.Scans;

/// <summary>A document of <c>scans</c>: the queue, and the name of its result. All that has to change at once is in it.</summary>
internal static class ScanDocument
{
    public const string InFlight = "inFlight";
    public const string Open = "open";
    public const string State = "state";
    public const string Place = "place";
    public const string CreatedAt = "createdAt";
    public const string Order = "order";
    public const string Asker = "asker";
    public const string Attempts = "attempts";
    public const string Failures = "failures";
    public const string Target = "target";
    public const string StopWanted = "stopWanted";
    public const string Progress = "progress";
    public const string ResultId = "resultId";
    public const string Result = "result";

    /// <summary>Its target was taken by another, so that its lease cannot be renewed any more.</summary>
    public const string Ousted = "ousted";

    /// <summary>Given up because workers ended over it: the wish that it was.</summary>
    public const string Dead = "dead";

    /// <summary>It ended, or its result changed, and its cards were not told yet.</summary>
    public const string Unsaid = "unsaid";

    public const string Queued = "queued";
    public const string Running = "running";
    public const string Finished = "finished";
    public const string Cancelled = "cancelled";

    // Priority and turn in one number, so that the better of two is its $min: people before schedules, then turns.
    private const int TurnBits = 40;

    private static readonly string Request = "request";

    /// <summary>What its own queue order is.</summary>
    public static BsonDocument QueueOrder => new() { { Place, 1 }, { CreatedAt, 1 }, { Order, 1 } };

    public static BsonDocument NewestFirst => new() { { CreatedAt, -1 }, { Order, -1 } };

    /// <summary>The places of one priority.</summary>
    public static BsonDocument Places(ScanPriority priority) => new() { { "$gte", PlaceOf(priority, 0) }, { "$lt", PlaceOf(priority + 1, 0) } };

    public static long PlaceOf(ScanPriority priority, long turn) => ((long)priority << TurnBits) + turn;

    public static ScanPriority PriorityOf(BsonDocument scan) => (ScanPriority)(scan.Number(Place) >> TurnBits);

    public static long TurnOf(BsonDocument scan) => scan.Number(Place) & ((1L << TurnBits) - 1);

    public static BsonDocument New(ScanId id, ScanRequest request, DateTimeOffset now, long turn) => new()
    {
        { "_id", id.Value }, { MongoSchema.Version, MongoSchema.Current }, { InFlight, Text(request.JoinKey) }, { Open, true }, { State, Queued },
        { "reference", Text(request.Reference.ToString()) }, { Request, Text(StoreJson.Write(request)) }, { CreatedAt, Time(now) },
        { Order, ObjectId.GenerateNewId() }, { Place, PlaceOf(request.Priority, turn) }, { Asker, Text(request.Asker) }, { Attempts, 0 }, { Leases.Fence, 0L },
    };

    /// <summary>A scan that was never in the queue and names a result.</summary>
    public static BsonDocument NewFinished(ScanResult result, ScanRequest request, BsonDocument written)
    {
        var scan = New(result.Id, request, result.StartedAt, turn: 0);
        scan.Remove(InFlight);
        scan.Remove(Open);
        scan[State] = Finished;
        return scan.Add(ResultId, result.Id.Value).Add(Result, written);
    }

    public static Claimed<ScanJob> ToClaimed(BsonDocument scan) => new(ToJob(scan), new Claim(scan["_id"].AsString, scan.Number(Leases.Fence)));

    public static ScanJob ToJob(BsonDocument scan)
    {
        var id = scan["_id"].AsString;
        return new ScanJob
        {
            Id = ScanId.Parse(id),
            // Who joins may lift it, so the place counts.
            Request = StoreJson.Read(scan[Request].AsString, $"scan {id}", StoredScan.Request) with { Priority = PriorityOf(scan) },
            State = scan.Choice<ScanState>(State),
            CreatedAt = Time(scan[CreatedAt]),
            Attempts = (int)scan.Number(Attempts),
            Failures = (int)scan.Number(Failures),
            LeaseOwner = scan.TextOrNull(Leases.Owner),
            LeaseUntil = scan.TimeOrNull(Leases.Since)?.AddMilliseconds(scan.Number(Leases.Length)),
            ResultId = scan.TextOrNull(ResultId) is { } result ? ScanId.Parse(result) : null,
            IsStopWanted = scan.Flag(StopWanted),
            Progress = scan.TextOrNull(Progress) is { } progress ? StoredProgress.Read(progress, id) : [],
        };
    }

    /// <summary>What a running scan's end takes away.</summary>
    public static Change End(this Change change, string state)
        => change.Set(State, state).Set(Unsaid, true).DropLease().Unset(InFlight, Open, Target, Ousted);
}
