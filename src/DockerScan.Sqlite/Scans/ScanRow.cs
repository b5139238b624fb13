using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Documents;

namespace DockerScan.Sqlite.Scans;

/// <summary>A row of <c>scans</c>.</summary>
internal sealed class ScanRow
{
    /// <summary>The columns, named as the properties.</summary>
    public const string Columns =
        "id AS Id, request AS Request, state AS State, created_at AS CreatedAt, attempts AS Attempts, "
        + "lease_owner AS LeaseOwner, lease_until AS LeaseUntil, result_id AS ResultId, fence AS Fence, stop_wanted AS StopWanted, progress AS Progress, priority AS Priority, failures AS Failures";

    public required string Id { get; init; }

    public required string Request { get; init; }

    public required string State { get; init; }

    public long CreatedAt { get; init; }

    public int Attempts { get; init; }

    public string? LeaseOwner { get; init; }

    public long? LeaseUntil { get; init; }

    public string? ResultId { get; init; }

    public long Fence { get; init; }

    public long StopWanted { get; init; }

    public string? Progress { get; init; }

    public long Priority { get; init; }

    public int Failures { get; init; }

    public long Position { get; init; }

    public long? FinishedAt { get; init; }

    public Claimed<ScanJob> ToClaimed() => new(ToJob(), new Claim(Id, Fence));

    public DeadLetter ToDeadLetter()
    {
        var job = ToJob();
        return new DeadLetter(job.Id, job.Request, DateTimeOffset.FromUnixTimeMilliseconds(FinishedAt ?? CreatedAt));
    }

    public ScanJob ToJob() => new()
    {
        Id = ScanId.Parse(Id),
        // Who joins may lift it, so the column counts.
        Request = StoreJson.Read(Request, $"scan {Id}", StoredScan.Request) with { Priority = Priority == 0 ? ScanPriority.Person : ScanPriority.Schedule },
        State = Enum.Parse<ScanState>(State, ignoreCase: true),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        Attempts = Attempts,
        Failures = Failures,
        LeaseOwner = LeaseOwner,
        LeaseUntil = LeaseUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        ResultId = ResultId is null ? null : ScanId.Parse(ResultId),
        IsStopWanted = StopWanted == 1,
        Position = (int)Position,
        Progress = Progress is null ? [] : StoredProgress.Read(Progress, Id),
    };
}
