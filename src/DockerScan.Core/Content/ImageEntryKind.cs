namespace DockerScan.Core.Content;

/// <summary>What an entry of an image's file system is.</summary>
public enum ImageEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A hard link whose file is not there. Any other is an entry of its file's kind.</summary>
    HardLink,

    /// <summary>A device, pipe or socket.</summary>
    Special,
}
