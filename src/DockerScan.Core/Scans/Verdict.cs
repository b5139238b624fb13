namespace DockerScan.Core.Scans;

/// <summary>The answer to "can we use this image?".</summary>
public enum Verdict
{
    /// <summary>Something required did not complete: nobody knows. The default, so that nothing becomes clean by omission.</summary>
    Unknown,

    /// <summary>Everything asked for completed and found nothing open.</summary>
    None,

    /// <summary>The worst open finding is low.</summary>
    Low,

    /// <summary>The worst open finding is medium.</summary>
    Medium,

    /// <summary>The worst open finding is high.</summary>
    High,
}
