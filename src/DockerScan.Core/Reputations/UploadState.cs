namespace DockerScan.Core.Reputations;

/// <summary>Where a file stands on its way to a reputation service.</summary>
public enum UploadState
{
    /// <summary>It is not here, or uploads are off.</summary>
    None,

    /// <summary>It is here in case the service does not know it.</summary>
    Kept,

    /// <summary>The service does not know it: it is sent next.</summary>
    Wanted,

    /// <summary>It was sent; its analysis goes on.</summary>
    Sent,
}
