namespace DockerScan.Terminal;

/// <summary>Where a card is written.</summary>
public enum ConsoleTarget
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error, so that standard output stays free for JSON.</summary>
    Error,
}
