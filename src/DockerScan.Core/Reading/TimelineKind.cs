namespace DockerScan.Core.Reading;

/// <summary>What a mark of the timeline is, in the order of the picture.</summary>
public enum TimelineKind
{
    /// <summary>A name was asked for.</summary>
    Dns,

    /// <summary>A connection.</summary>
    Connection,

    /// <summary>Packets without one.</summary>
    Flow,

    /// <summary>A planted secret was touched.</summary>
    Token,

    /// <summary>A socket began to listen.</summary>
    Listener,

    /// <summary>A file.</summary>
    File,

    /// <summary>A kind that this version does not know.</summary>
    Other,
}
