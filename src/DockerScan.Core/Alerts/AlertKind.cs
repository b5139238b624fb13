namespace DockerScan.Core.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>Something is new. The default.</summary>
    News,

    /// <summary>Tags were seen for the first time: what is there is the baseline.</summary>
    Watching,

    /// <summary>A scanner, its rules or the sandbox is another one: what is new by that is a new baseline.</summary>
    Baseline,

    /// <summary>Tags could not be looked at several times in a row.</summary>
    Failing,

    /// <summary>Another vulnerability database brought much to many watches.</summary>
    Database,

    /// <summary>What waited, of several watches or runs: once a day, or when quiet hours have ended.</summary>
    Digest,

    /// <summary>How the watches of a channel stand, once a week.</summary>
    Weekly,

    /// <summary>A watch cannot speak in a channel: said to its owner, elsewhere.</summary>
    Lost,
}
