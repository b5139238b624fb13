namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>What is in one layer; here in a whole image.</summary>
internal sealed record RpcBlob
{
    public int SchemaVersion { get; init; } = 2;

    public RpcOs? Os { get; init; }

    public required string DiffId { get; init; }

    public IReadOnlyList<RpcPackageList> PackageInfos { get; init; } = [];

    public IReadOnlyList<RpcApplication> Applications { get; init; } = [];
}

/// <summary>Hands a blob over.</summary>
internal sealed record RpcPutBlob(string DiffId, RpcBlob BlobInfo);

/// <summary>Takes blobs back.</summary>
internal sealed record RpcDeleteBlobs(IReadOnlyList<string> BlobIds);

/// <summary>Packages of the operating system, of one list.</summary>
internal sealed record RpcPackageList(string FilePath, IReadOnlyList<RpcPackage> Packages);

/// <summary>Packages of a language.</summary>
/// <param name="Type">Trivy's type, e.g. <c>node-pkg</c>.</param>
/// <param name="FilePath">What the result is named by.</param>
/// <param name="Packages">Their name since 0.52.</param>
/// <param name="Libraries">The same, by the name that servers before 0.52 know; what a server does not know it passes over in silence.</param>
internal sealed record RpcApplication(string Type, string FilePath, IReadOnlyList<RpcPackage> Packages, IReadOnlyList<RpcPackage> Libraries);

/// <summary>An operating system.</summary>
internal sealed record RpcOs
{
    public string? Family { get; init; }

    public string? Name { get; init; }

    public bool Eosl { get; init; }

    public bool Extended { get; init; }
}
