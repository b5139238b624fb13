using DockerScan.Core;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>Puts packages to a server as one layer, and takes the layer back: a server's cache only grows.</summary>
internal static class PackageBlob
{
    private const string SystemList = "dockerscan/packages";
    private const string ProofList = "dockerscan/proof";

    private static readonly TimeSpan TakeBackLimit = TimeSpan.FromSeconds(5);

    /// <summary>The layer.</summary>
    /// <param name="os">The operating system; null without one.</param>
    /// <param name="groups">The packages of each result, and those that prove the server.</param>
    /// <param name="ids">Makes the layer's name.</param>
    public static RpcPutBlob Of(TrivyOs? os, IReadOnlyList<(PackageGroup Group, IReadOnlyList<RpcPackage> Proof)> groups, IIdGenerator ids)
    {
        var id = "dockerscan:" + ids.NewId();
        var lists = new List<RpcPackageList>();
        var applications = new List<RpcApplication>();
        foreach (var (group, proof) in groups)
        {
            var packages = group.Packages.Select(Send).ToList();
            if (group.IsSystem)
            {
                lists.Add(new RpcPackageList(SystemList, packages));
                lists.Add(new RpcPackageList(ProofList, proof));
            }
            else
            {
                packages.AddRange(proof);
                applications.Add(new RpcApplication(group.Type, group.Target, packages, packages));
            }
        }

        var system = os is { IsSystem: true } ? new RpcOs { Family = os.Family, Name = os.Name, Extended = os.Extended } : null;
        return new RpcPutBlob(id, new RpcBlob { DiffId = id, Os = system, PackageInfos = lists, Applications = applications });
    }

    /// <summary>Asks what is known against a layer.</summary>
    /// <exception cref="TrivyRpcException">No usable answer.</exception>
    public static async Task<RpcScanAnswer> AskAsync(ITrivyRpc rpc, TrivyServerState server, string target, RpcPutBlob blob, CancellationToken cancellationToken)
    {
        try
        {
            await rpc.PutBlobAsync(server, blob, cancellationToken);
            return await rpc.ScanAsync(server, new RpcScan(target, blob.DiffId, [blob.DiffId], new RpcScanOptions()), cancellationToken);
        }
        finally
        {
            // Nobody waits for it: it is a write to the server's cache.
            _ = TakeBackAsync(rpc, server, blob.DiffId);
        }
    }

    /// <summary>A package as it is sent.</summary>
    public static RpcPackage Send(TrivyPackage package) => new()
    {
        Id = package.Id,
        Name = package.Name,
        Version = package.Version,
        Release = package.Release,
        Epoch = package.Epoch,
        Arch = package.Arch,
        Identifier = package.Identifier?.Purl is { Length: > 0 } purl ? new RpcIdentifier { Purl = purl } : null,
        SrcName = package.SrcName,
        SrcVersion = package.SrcVersion,
        SrcRelease = package.SrcRelease,
        SrcEpoch = package.SrcEpoch,
        FilePath = package.FilePath,
    };

    // Also when the answer was given up; what stays there the keeper bounds.
    private static async Task TakeBackAsync(ITrivyRpc rpc, TrivyServerState server, string id)
    {
        using var limit = new CancellationTokenSource(TakeBackLimit);
        try
        {
            await rpc.DeleteBlobAsync(server, id, limit.Token);
        }
        catch (Exception e) when (e is TrivyRpcException or OperationCanceledException)
        {
            return;
        }
    }
}
