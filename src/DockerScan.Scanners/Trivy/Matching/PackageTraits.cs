using DockerScan.Scanners.Trivy.Server.Rpc;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>What of a package decides which vulnerabilities it has. A server that answers with other ones did not understand what it was sent.</summary>
internal readonly record struct PackageTraits(
    string Id, string Name, string Version, string Release, int Epoch, string Arch, string SourceName, string SourceVersion, string SourceRelease, int SourceEpoch, string FilePath)
{
    /// <summary>Those of a package; a member that is not there is the same as an empty one.</summary>
    public static PackageTraits Of(RpcPackage package) => new(
        package.Id ?? string.Empty, package.Name ?? string.Empty, package.Version ?? string.Empty, package.Release ?? string.Empty, package.Epoch, package.Arch ?? string.Empty,
        package.SrcName ?? string.Empty, package.SrcVersion ?? string.Empty, package.SrcRelease ?? string.Empty, package.SrcEpoch, package.FilePath ?? string.Empty);
}
