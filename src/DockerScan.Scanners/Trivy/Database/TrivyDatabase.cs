namespace DockerScan.Scanners.Trivy.Database;

/// <summary>What is known of a vulnerability database without opening it.</summary>
/// <param name="Status">How it is.</param>
/// <param name="UpdatedAt">When its data was made.</param>
/// <param name="NextUpdate">When its maker announced the next.</param>
/// <param name="Reason">What is wrong with it; null when nothing is.</param>
internal sealed record TrivyDatabase(DatabaseStatus Status, DateTimeOffset? UpdatedAt = null, DateTimeOffset? NextUpdate = null, string? Reason = null)
{
    /// <summary>True when it says of itself that it is the sample.</summary>
    public bool IsSample { get; init; }

    /// <summary>True when Trivy can use it.</summary>
    public bool IsUsable => Status is DatabaseStatus.Present or DatabaseStatus.Stale;
}
