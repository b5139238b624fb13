namespace DockerScan.Docker.Files;

/// <summary>What an archive says of one entry, unchecked.</summary>
/// <param name="Name">The raw name.</param>
/// <param name="Type">The type flag, <c>'0'</c> for a regular file.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="Uid">The owner's number; at most <see cref="int.MaxValue"/>.</param>
/// <param name="Gid">The group's number; at most <see cref="int.MaxValue"/>.</param>
/// <param name="Size">How many bytes of content follow.</param>
/// <param name="LinkName">The raw target of a link, else empty.</param>
/// <param name="HasCapabilities">True when it carries <c>security.capability</c>.</param>
internal sealed record TarEntryHeader(
    string Name, char Type, int Mode, int Uid, int Gid, long Size, string LinkName, bool HasCapabilities)
{
    /// <summary>True for a regular file, whatever the flavour of the archive.</summary>
    public bool IsFile => Type is '0' or '\0' or '7';
}
