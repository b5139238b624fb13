using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

/// <summary>An image on another that was scanned too; packages of one source; and nothing hostile in it, so that mending it is advised.</summary>
internal static class LayeredScan
{
    public static readonly IReadOnlyList<string> Layers = [.. "123".Select(digit => $"sha256:{new string(digit, 64)}")];

    public static ScanResult Create()
    {
        var sample = SampleScans.Vulnerable();
        return sample with
        {
            Base = new BaseImage(ImageReference.Parse("debian:12"), 1, BaseSource.Layers),
            Image = sample.Image! with
            {
                LayerCount = 3,
                Layers = Layers,
                Chain = LayerChain.Of(Layers)[^1],
                Configuration = sample.Image.Configuration with
                {
                    History =
                    [
                        new HistoryEntry("/bin/sh -c #(nop) ADD file:0123 in / ", null, IsEmptyLayer: false),
                        new HistoryEntry("/bin/sh -c #(nop)  CMD [\"bash\"]", null, IsEmptyLayer: true),
                        new HistoryEntry("RUN /bin/sh -c apt-get update && apt-get install -y openssl # buildkit", "buildkit.dockerfile.v0", IsEmptyLayer: false),
                        new HistoryEntry("COPY app.jar /app.jar # buildkit", "buildkit.dockerfile.v0", IsEmptyLayer: false),
                    ],
                },
            },
            Findings = [.. sample.Findings.Where(finding => finding.Details.Check != "behavior.miner").SelectMany(Spread)],
        };
    }

    private static IEnumerable<Finding> Spread(Finding finding) => finding.Details.Target switch
    {
        "libc6" => ((string[])["libc6", "libc-bin", "libc-l10n"]).Select(name => With(finding, name, "glibc", 0)),
        "libssl3" => ((string[])["libssl3", "openssl"]).Select(name => With(finding, name, name == "openssl" ? null : "openssl", 1)),
        "org.apache.logging.log4j:log4j-core" => [With(finding, finding.Details.Target, null, 2)],
        _ => [finding],
    };

    private static Finding With(Finding finding, string name, string? source, int layer) => finding with
    {
        Key = name == finding.Details.Target ? finding.Key : FindingKey.Create("docker.io/library/redis", "linux/amd64", finding.Details with { Location = $"pkg:deb/debian/{name}" }),
        Details = finding.Details with { Target = name, SourcePackage = source, Layer = Layers[layer], Location = layer == 2 ? "pkg:maven/org.apache.logging.log4j/log4j-core" : $"pkg:deb/debian/{name}" },
    };
}
