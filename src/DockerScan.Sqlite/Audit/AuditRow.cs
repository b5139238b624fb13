using DockerScan.Core.Stores;

namespace DockerScan.Sqlite.Audit;

/// <summary>A row of <c>audit</c>.</summary>
internal sealed class AuditRow
{
    public long At { get; init; }

    public required string Platform { get; init; }

    public required string Place { get; init; }

    public required string User { get; init; }

    public required string Command { get; init; }

    public required string Outcome { get; init; }

    public string? ErrorId { get; init; }

    public long DurationMs { get; init; }

    public required string Subject { get; init; }

    public string? Scan { get; init; }

    public long Count { get; init; }

    public long Number { get; init; }

    public string? Hash { get; init; }

    public ChainedCommand ToChained() => new(Number, Hash ?? string.Empty, ToCommand());

    public AuditedCommand ToCommand()
        => new(DateTimeOffset.FromUnixTimeMilliseconds(At), Platform, Place, User, Command, Outcome, ErrorId, DurationMs)
        {
            Subject = Subject,
            Scan = Scan,
            Count = (int)Count,
        };
}
