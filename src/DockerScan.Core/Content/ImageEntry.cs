using System.Text.Json.Serialization;

namespace DockerScan.Core.Content;

/// <summary>One entry of an image's merged file system.</summary>
/// <param name="Path">Absolute, normalised, with <c>/</c>: never holds <c>.</c> or <c>..</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The permission bits, set-uid (04000), set-gid (02000) and sticky (01000) included.</param>
/// <param name="Uid">The owner's number.</param>
/// <param name="Gid">The group's number.</param>
/// <param name="SizeBytes">The size of a regular file, else 0.</param>
/// <param name="LinkTarget">The raw target of a link (hostile text), else null.</param>
/// <param name="HasCapabilities">True when the file carries <c>security.capability</c>.</param>
/// <param name="SameAs">The first of the file's names, when this is a further one (a hard link); else null. Which is first is the engine's choice.</param>
public sealed record ImageEntry(
    string Path, ImageEntryKind Kind, int Mode, int Uid, int Gid, long SizeBytes, string? LinkTarget = null, bool HasCapabilities = false, string? SameAs = null)
{
    /// <summary>What all names of the same file have in common.</summary>
    [JsonIgnore]
    public string Identity => SameAs ?? Path;

    /// <summary>The set-uid bit of <see cref="Mode"/>.</summary>
    public const int SetUid = 0b100_000_000_000;

    /// <summary>The set-gid bit of <see cref="Mode"/>.</summary>
    public const int SetGid = 0b010_000_000_000;

    /// <summary>The sticky bit of <see cref="Mode"/>.</summary>
    public const int Sticky = 0b001_000_000_000;

    /// <summary>The bit of <see cref="Mode"/> that lets everybody write.</summary>
    public const int WorldWritable = 0b000_000_000_010;

    /// <summary>The bits of <see cref="Mode"/> that let somebody execute.</summary>
    public const int AnyExecute = 0b000_001_001_001;
}
