using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.TestKit.Content;

/// <summary>Images around a configuration and files that a test gives.</summary>
public static class SampleImages
{
    public static TargetImage Target(ImageConfiguration configuration, ImagePlatform? platform = null)
        => new()
        {
            Reference = ImageReference.Parse("sample:1"),
            ImageId = ImageDigest.Parse("sha256:" + new string('1', 64)),
            Platform = platform ?? ImagePlatform.Default,
            SizeBytes = 1024,
            LayerCount = 1,
            Configuration = configuration,
        };

    public static ScannerInput Input(ImageConfiguration configuration, IImageContent content, ImagePlatform? platform = null)
        => new(ScanId.Parse("scan00000001"), Target(configuration, platform), content, new ScanOptions());
}
