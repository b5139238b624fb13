namespace DockerScan.Core.Findings;

/// <summary>Whether a finding still asks for something.</summary>
public enum FindingState
{
    /// <summary>Open.</summary>
    Open,

    /// <summary>Accepted by a person, on the record; it does not count towards the verdict.</summary>
    Accepted,
}
