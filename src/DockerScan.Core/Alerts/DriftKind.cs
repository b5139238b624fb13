namespace DockerScan.Core.Alerts;

/// <summary>What kind of thing.</summary>
public enum DriftKind
{
    /// <summary>Whom it tries to reach.</summary>
    Contact,

    /// <summary>What it listens on.</summary>
    Listener,

    /// <summary>A program that it runs.</summary>
    Process,

    /// <summary>What it starts.</summary>
    Entrypoint,

    /// <summary>Whom it starts as.</summary>
    User,

    /// <summary>A file that runs with other rights than its caller's, beside those that distributions bring.</summary>
    SetUid,
}
