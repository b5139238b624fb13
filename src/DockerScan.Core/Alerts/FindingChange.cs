namespace DockerScan.Core.Alerts;

/// <summary>What became of a finding.</summary>
public enum FindingChange
{
    /// <summary>It was not there before. The default, so that what is forgotten is told.</summary>
    New,

    /// <summary>It was there before, and matters more now.</summary>
    Raised,

    /// <summary>It was there before and is mended: its package or file is another one, or two databases agree that it is none.</summary>
    Fixed,

    /// <summary>It was there before and is not reported any more, and nobody knows that it is mended.</summary>
    NotReported,

    /// <summary>It was told, and somebody accepted it since.</summary>
    Accepted,
}
