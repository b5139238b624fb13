using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Sqlite.Json;

namespace DockerScan.Sqlite.Scans;

/// <summary>A row of <c>scans</c>.</summary>
internal sealed class ScanRow
{
    /// <summary>The columns, named as the properties.</summary>
    public const string Columns =
        "id AS Id, request AS Request, state AS State, created_at AS CreatedAt, attempts AS Attempts, "
        + "lease_owner AS LeaseOwner, lease_until AS LeaseUntil, result_id AS ResultId";

    public required string Id { get; init; }

    public required string Request { get; init; }

    public required string State { get; init; }

    public long CreatedAt { get; init; }

    public int Attempts { get; init; }

    public string? LeaseOwner { get; init; }

    public long? LeaseUntil { get; init; }

    public string? ResultId { get; init; }

    public ScanJob ToJob() => new()
    {
        Id = ScanId.Parse(Id),
        Request = StoreJson.Read(Request, $"scan {Id}", StoredScan.Request),
        State = Enum.Parse<ScanState>(State, ignoreCase: true),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        Attempts = Attempts,
        LeaseOwner = LeaseOwner,
        LeaseUntil = LeaseUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        ResultId = ResultId is null ? null : ScanId.Parse(ResultId),
    };
}
