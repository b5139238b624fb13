namespace DockerScan.Core.Alerts;

/// <summary>Why something is news now, and was not before.</summary>
public enum NewsCause
{
    /// <summary>The tag points at another image.</summary>
    ImageChanged,

    /// <summary>The image is the same, and the vulnerability database knows more.</summary>
    DatabaseChanged,

    /// <summary>The image is the same, and a scanner, its rules or the sandbox see more. It is a new baseline, and no alarm.</summary>
    ScannerChanged,

    /// <summary>It was known, and is worse now.</summary>
    SeverityRaised,

    /// <summary>The image is the same, and a reputation service says something else of what belongs to it.</summary>
    ReputationChanged,

    /// <summary>The image is the same, and did when it was started what it never did before.</summary>
    BehaviorFirstSeen,

    /// <summary>It was known, and is exploited now.</summary>
    KnownExploited,

    /// <summary>It was known, and there is a version now that mends it.</summary>
    FixAvailable,

    /// <summary>It was accepted, and the time of that is over.</summary>
    AcceptanceExpired,
}
