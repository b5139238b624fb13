namespace DockerScan.Core.Images;

/// <summary>Why a text names no image.</summary>
public enum ReferenceFault
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Longer than any reference.</summary>
    TooLong,

    /// <summary>Characters that no reference has.</summary>
    NotAscii,

    /// <summary>It begins like an address of the web.</summary>
    Scheme,

    /// <summary>Blanks or line ends.</summary>
    WhiteSpace,

    /// <summary>What stands behind the at sign is no digest.</summary>
    Digest,

    /// <summary>Capitals in the repository's name.</summary>
    Capitals,

    /// <summary>An image id with a tag or a digest.</summary>
    IdWithSuffix,

    /// <summary>The repository's path is too long.</summary>
    PathTooLong,

    /// <summary>The registry is no host name.</summary>
    Host,

    /// <summary>The repository is no name.</summary>
    Name,

    /// <summary>What stands behind the colon is no tag.</summary>
    Tag,

    /// <summary>An image in files, by another tool's prefix.</summary>
    InFiles,
}
