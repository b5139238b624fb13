namespace DockerScan.Core.Images;

/// <summary>What an image's layers ask of an engine beyond what every engine can.</summary>
[Flags]
public enum LayerNeeds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Layers are compressed with zstd.</summary>
    Zstd = 1,

    /// <summary>Layers are named by SHA-512.</summary>
    Sha512 = 2,
}
