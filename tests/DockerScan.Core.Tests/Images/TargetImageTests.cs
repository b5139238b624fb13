using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

public sealed class TargetImageTests
{
    private static readonly ImageDigest Id = ImageDigest.Parse("sha256:" + new string('a', 64));
    private static readonly ImageDigest Digest = ImageDigest.Parse("sha256:" + new string('b', 64));

    [Fact]
    public void ContentId_WithDigest_IsTheDigest() => Assert.Equal(Digest.Value, Image(Digest).ContentId);

    [Fact]
    public void ContentId_WithoutDigest_IsTheImageId() => Assert.Equal(Id.Value, Image(null).ContentId);

    private static TargetImage Image(ImageDigest? digest) => new()
    {
        Reference = ImageReference.Parse("redis:7"),
        Digest = digest,
        ImageId = Id,
        Platform = ImagePlatform.Default,
        SizeBytes = 1,
        LayerCount = 1,
        Configuration = new ImageConfiguration(),
    };
}
