using System.Globalization;

namespace DockerScan.Core.Stores.Copying;

/// <summary>A chat command that was asked for.</summary>
public sealed record AuditRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.AuditedCommand;

    /// <inheritdoc/>
    public override string Key => Position.ToString(CultureInfo.InvariantCulture);

    /// <summary>Which in the order of the record, from 0 on.</summary>
    public long Position { get; init; }

    /// <summary>When.</summary>
    public long At { get; init; }

    /// <summary>The platform.</summary>
    public required string Platform { get; init; }

    /// <summary>Where.</summary>
    public required string Place { get; init; }

    /// <summary>Who.</summary>
    public required string User { get; init; }

    /// <summary>The verb.</summary>
    public required string Command { get; init; }

    /// <summary>What became of it.</summary>
    public required string Outcome { get; init; }

    /// <summary>The id of an error.</summary>
    public string? ErrorId { get; init; }

    /// <summary>How long it took.</summary>
    public long DurationMs { get; init; }

    /// <summary>What it was about.</summary>
    public required string Subject { get; init; }

    /// <summary>The scan that answered it.</summary>
    public string? Scan { get; init; }

    /// <summary>How many it stands for.</summary>
    public long Count { get; init; }

    /// <summary>Whose chain it is in; null for one of the time before there were chains.</summary>
    public string? Writer { get; init; }

    /// <summary>Its number there.</summary>
    public long? Number { get; init; }

    /// <summary>Its hash over the one before and itself, as it was written; a wrong one stays wrong.</summary>
    public string? Hash { get; init; }
}
