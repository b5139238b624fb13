namespace DockerScan.Core.Watches;

/// <summary>When a watch tells what it found. What may not wait (<c>AlertTiming</c>) is told at once whatever this says.</summary>
public enum TellWhen
{
    /// <summary>When a run has ended: one message for all of its images. The default.</summary>
    Run,

    /// <summary>As soon as an image of a run is looked at: a message for each.</summary>
    Immediate,

    /// <summary>Once a day, together with what others of the same channel found.</summary>
    Daily,
}
