namespace DockerScan.Core.Scans;

/// <summary>What an autorun entry is.</summary>
public enum AutorunKind
{
    /// <summary>It is named, but not in the image.</summary>
    Missing,

    /// <summary>A script.</summary>
    Script,

    /// <summary>An ELF executable.</summary>
    Elf,

    /// <summary>Anything else.</summary>
    Other,
}
