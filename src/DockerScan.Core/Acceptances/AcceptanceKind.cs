namespace DockerScan.Core.Acceptances;

/// <summary>What a person said of findings.</summary>
public enum AcceptanceKind
{
    /// <summary>They are true, and somebody takes the risk for a time.</summary>
    Accepted,

    /// <summary>They are not true, or cannot harm here.</summary>
    FalsePositive,
}
