namespace DockerScan.Docker.Sandbox;

/// <summary>What we changed in the target before it ran: not its own doing.</summary>
/// <param name="Made">Files and folders that are ours.</param>
/// <param name="Touched">Folders of the image that we put something into.</param>
/// <param name="Bytes">The files' bytes.</param>
internal sealed record PlantedFiles(IReadOnlySet<string> Made, IReadOnlySet<string> Touched, long Bytes)
{
    /// <summary>Nothing.</summary>
    public static PlantedFiles None { get; } = new(new HashSet<string>(), new HashSet<string>(), 0);
}
