using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>The names and labels of one sandbox.</summary>
/// <param name="Scan">Its scan.</param>
/// <param name="Id">Unique among the sandboxes of a scan.</param>
/// <param name="ScanLabel">The label key that says whose scan it is.</param>
/// <param name="Owner">This installation's id; empty for none.</param>
internal sealed record SandboxNames(ScanId Scan, string Id, string ScanLabel, string Owner)
{
    /// <summary>What every container's name begins with. A label can come with an image, a name cannot.</summary>
    public const string Prefix = "dockerscan-";

    /// <summary>The label key for the role.</summary>
    public const string RoleLabel = "dev.dockerscan.role";

    /// <summary>The label key for an image made for one sandbox.</summary>
    public const string FlatLabel = "dev.dockerscan.flat";

    /// <summary>What the repository of every image that was brought over begins with.</summary>
    public const string BroughtPrefix = "dockerscan/brought";

    /// <summary>The name that an image is kept by on the sandbox's engine as long as this sandbox needs it; its last name goes, and it goes.</summary>
    public string Brought => $"{BroughtRepository(Owner)}:{Scan.Value}-{Id}";

    /// <summary>The repository of the images that an installation brought over.</summary>
    public static string BroughtRepository(string owner) => owner.Length == 0 ? BroughtPrefix : $"{BroughtPrefix}-{owner}";

    /// <summary>The labels of a container. An image's own label of the same key gives way to them.</summary>
    public Dictionary<string, string> Labels(SandboxRole role)
        => new(StringComparer.Ordinal)
        {
            [ScanLabel] = Scan.Value,
            [RoleLabel] = RoleName(role),
            [DockerOptions.OwnerLabel] = Owner,
        };

    /// <summary>The name of a container.</summary>
    public string Container(SandboxRole role) => $"{Prefix}{Scan.Value}-{Id}-{RoleName(role)}";

    private static string RoleName(SandboxRole role)
        => role switch
        {
            SandboxRole.Network => "network",
            SandboxRole.Target => "target",
            SandboxRole.Inspector => "inspector",
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };
}
