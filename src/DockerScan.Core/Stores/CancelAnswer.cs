namespace DockerScan.Core.Stores;

/// <summary>What became of a wish to cancel a scan.</summary>
public enum CancelAnswer
{
    /// <summary>There is no such scan.</summary>
    Unknown,

    /// <summary>It is cancelled: nobody worked on it.</summary>
    Cancelled,

    /// <summary>Its worker is told and stops it.</summary>
    Asked,

    /// <summary>It had ended before.</summary>
    Ended,
}
