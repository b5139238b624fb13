using System.Text.Json.Serialization;

namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>A package, as it is sent and as the server says that it understood it.</summary>
internal sealed record RpcPackage
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Release { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Epoch { get; init; }

    public string? Arch { get; init; }

    public RpcIdentifier? Identifier { get; init; }

    public string? SrcName { get; init; }

    public string? SrcVersion { get; init; }

    public string? SrcRelease { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SrcEpoch { get; init; }

    public string? FilePath { get; init; }
}

/// <summary>How a package is named everywhere.</summary>
internal sealed record RpcIdentifier
{
    public string? Purl { get; init; }

    public string? Uid { get; init; }

    public string? BomRef { get; init; }
}
