namespace DockerScan.Core.Stores.Copying;

/// <summary>The kinds of records, in the order in which they are copied.</summary>
public enum RecordKind
{
    /// <summary>Scans with their results and findings.</summary>
    Scan,

    /// <summary>What is owed to chats, and what they show.</summary>
    Card,

    /// <summary>Answers of reputation services.</summary>
    Reputation,

    /// <summary>Look-ups that wait.</summary>
    Lookup,

    /// <summary>Which scans an answer concerns.</summary>
    IndicatorScan,

    /// <summary>Results that an answer changed.</summary>
    StaleResult,

    /// <summary>Ledgers of services' quotas.</summary>
    Quota,

    /// <summary>Watches.</summary>
    Watch,

    /// <summary>What watches know of their tags.</summary>
    WatchTarget,

    /// <summary>Runs of watches.</summary>
    WatchRun,

    /// <summary>When digests were first seen.</summary>
    SeenDigest,

    /// <summary>What watches have told.</summary>
    AlertBook,

    /// <summary>Messages of watches.</summary>
    Alert,

    /// <summary>What people accepted.</summary>
    Acceptance,

    /// <summary>Who asked for what.</summary>
    AuditedCommand,

    /// <summary>How the records of who asked for what hang together.</summary>
    AuditChain,

    /// <summary>Signed requests that were taken.</summary>
    SeenRequest,
}
