using DockerScan.Core.Scans;
using DockerScan.Storage.Json;

namespace DockerScan.Storage.Sqlite;

/// <summary>A row of <c>scans</c>; times are Unix milliseconds. The constructor's order is that of the selected columns.</summary>
internal sealed record ScanRow(
    string Id, string Request, long State, long CreatedAt, long Attempts, string? LeaseOwner, long? LeaseUntil, string? ResultId)
{
    public ScanJob ToJob() => new()
    {
        Id = ScanId.Parse(Id),
        Request = StoreJson.Read<ScanRequest>(Request),
        State = (ScanState)State,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        Attempts = (int)Attempts,
        LeaseOwner = LeaseOwner,
        LeaseUntil = LeaseUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        ResultId = ResultId is null ? null : ScanId.Parse(ResultId),
    };
}
