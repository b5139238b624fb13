namespace DockerScan.Core.Sandbox;

/// <summary>A file put into the target before it starts.</summary>
/// <param name="Path">An absolute path.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Uid">The owner, user and group.</param>
/// <param name="Mode">The permission bits.</param>
public sealed record SandboxFile(string Path, ReadOnlyMemory<byte> Content, int Uid, int Mode)
{
    /// <summary>When it says that it was written last; null for now. Folders that are made for it say the same.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}
