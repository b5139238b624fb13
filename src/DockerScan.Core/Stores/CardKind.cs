namespace DockerScan.Core.Stores;

/// <summary>What a card owes to whoever asked.</summary>
public enum CardKind
{
    /// <summary>The verdict of a scan, and every later revision of it. What it is when nobody says.</summary>
    Verdict,

    /// <summary>A scan's report, once.</summary>
    Report,

    /// <summary>An alert, and every later revision of it.</summary>
    Alert,
}
