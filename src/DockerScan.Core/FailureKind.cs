namespace DockerScan.Core;

/// <summary>Why an image could not be looked at, for exit codes and next steps.</summary>
public enum FailureKind
{
    /// <summary>Anything unexpected.</summary>
    Internal,

    /// <summary>No such image, or no access to it: registries do not tell which.</summary>
    ImageNotFound,

    /// <summary>Credentials are missing or refused.</summary>
    Unauthorized,

    /// <summary>The image has no such platform.</summary>
    WrongPlatform,

    /// <summary>The image is over the size limit.</summary>
    TooLarge,

    /// <summary>The registry is not on the allow list, or its address is refused.</summary>
    RegistryNotAllowed,

    /// <summary>The registry asks to wait.</summary>
    RateLimited,

    /// <summary>The registry cannot be reached or answers nonsense.</summary>
    RegistryUnavailable,

    /// <summary>The container engine cannot be reached or broke off.</summary>
    EngineUnavailable,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The image is malformed, or asks for what this engine cannot do; both the registry and the engine are well.</summary>
    Unsupported,

    /// <summary>What a person asked for cannot be understood, or is not allowed as it stands.</summary>
    Refused,
}
