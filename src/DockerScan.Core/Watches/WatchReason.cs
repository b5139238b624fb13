namespace DockerScan.Core.Watches;

/// <summary>Why.</summary>
public enum WatchReason
{
    /// <summary>There is no result yet to compare with.</summary>
    FirstSight,

    /// <summary>The tag points at another image.</summary>
    ImageChanged,

    /// <summary>The watch asks for everything each time.</summary>
    AskedFull,

    /// <summary>The scan before was partial.</summary>
    PartialBefore,

    /// <summary>The last whole scan is too long ago.</summary>
    FullDue,

    /// <summary>A scanner is another one.</summary>
    ScannerChanged,

    /// <summary>The rules are others.</summary>
    RulesChanged,

    /// <summary>The sandbox is another one.</summary>
    SandboxChanged,

    /// <summary>Only the vulnerability database is another one.</summary>
    DatabaseChanged,

    /// <summary>Scanners, rules or sandbox changed, and its turn comes in a later run.</summary>
    TurnNotCome,

    /// <summary>Nothing changed.</summary>
    Unchanged,

    /// <summary>The run before showed something that a second one has to confirm.</summary>
    Confirming,
}
