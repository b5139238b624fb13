namespace DockerScan.Core.Reputations;

/// <summary>What kind of thing a reputation service is asked about.</summary>
public enum IndicatorKind
{
    /// <summary>A file, by its SHA-256.</summary>
    File,

    /// <summary>A public IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>A public domain name.</summary>
    Domain,
}
