using System.Net;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Metadata;

/// <summary>The metadata service of the big clouds, at once: the path tells which one the caller hopes for.</summary>
internal sealed class MetadataService
{
    /// <summary>Where all three clouds have it.</summary>
    public static readonly IPAddress Address = new([169, 254, 169, 254]);

    private const int Port = 80;

    private static readonly HashSet<IPAddress> Addresses =
        [Address, IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd20:ce::254"), new([169, 254, 170, 2]), new([100, 100, 100, 200])];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "metadata.google.internal", "metadata.goog", "metadata", "instance-data", "instance-data.ec2.internal", "metadata.azure.internal",
    };

    private readonly AwsMetadata _aws;
    private readonly GcpMetadata _gcp;
    private readonly AzureMetadata _azure;

    public MetadataService(SentinelSpec spec, SaltedHash salt, TimeProvider time)
    {
        var machine = new MachineFacts(salt);
        (_aws, _gcp, _azure) = (new AwsMetadata(spec, machine, time), new GcpMetadata(spec, machine), new AzureMetadata(spec, machine, time));
    }

    public static bool Serves(IPEndPoint meant) => meant.Port == Port && Addresses.Contains(meant.Address);

    public static bool IsName(string name) => Names.Contains(name);

    /// <summary>Which cloud a path belongs to: <c>gcp</c>, <c>azure</c> or <c>aws</c>.</summary>
    public static string Provider(HttpRequest request) =>
        request.Path.StartsWith("/computeMetadata", StringComparison.OrdinalIgnoreCase) || request.Header("Metadata-Flavor") is not null ? "gcp"
        : request.Path.StartsWith("/metadata/", StringComparison.OrdinalIgnoreCase) ? "azure"
        : "aws";

    public HttpReply Respond(HttpRequest request) => Provider(request) switch
    {
        "gcp" => _gcp.Respond(request),
        "azure" => _azure.Respond(request),
        _ => _aws.Respond(request),
    };
}
