using System.Text.Json.Serialization;

namespace DockerScan.Scanners.Trivy.Report;

/// <summary>A package: all of it that decides what is known against it.</summary>
[JsonConverter(typeof(TrivyPackageConverter))]
internal sealed record TrivyPackage
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public TrivyPackageIdentifier? Identifier { get; init; }

    public string? Version { get; init; }

    public string? Release { get; init; }

    public int Epoch { get; init; }

    public string? Arch { get; init; }

    public string? SrcName { get; init; }

    public string? SrcVersion { get; init; }

    public string? SrcRelease { get; init; }

    public int SrcEpoch { get; init; }

    public string? FilePath { get; init; }

    public TrivyLayer? Layer { get; init; }

    /// <summary>The first member that is not one of these and may decide what is known against it, such as a module of Red Hat's; null without any.</summary>
    public string? Beyond { get; init; }
}
