namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>Packages of a language.</summary>
/// <param name="Type">Trivy's type, e.g. <c>node-pkg</c>.</param>
/// <param name="FilePath">What the result is named by.</param>
/// <param name="Packages">Their name since 0.52.</param>
/// <param name="Libraries">The same, by the name that servers before 0.52 know; what a server does not know it passes over in silence.</param>
internal sealed record RpcApplication(string Type, string FilePath, IReadOnlyList<RpcPackage> Packages, IReadOnlyList<RpcPackage> Libraries);
