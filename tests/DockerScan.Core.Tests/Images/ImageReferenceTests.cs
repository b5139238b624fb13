using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("docker.io/library/redis:7", "redis:7")]
    [InlineData("redis", "redis:latest")]
    [InlineData("docker.io/bitnami/redis:7", "bitnami/redis:7")]
    [InlineData("docker.io/library/redis@" + Digest, "redis@" + Digest)]
    [InlineData("redis:7@" + Digest, "redis:7@" + Digest)]
    [InlineData("ghcr.io/library/redis:7", "ghcr.io/library/redis:7")]
    [InlineData("localhost:5000/redis:7", "localhost:5000/redis:7")]
    [InlineData("docker.io/librarian/redis:7", "librarian/redis:7")]
    [InlineData("docker.io/library/library:7", "library:7")]
    // Shortened further, these would name another repository, or none.
    [InlineData("docker.io/library/a/b:7", "library/a/b:7")]
    [InlineData("docker.io/localhost/redis:7", "docker.io/localhost/redis:7")]
    [InlineData("docker.io/evil.example/redis:7", "docker.io/evil.example/redis:7")]
    [InlineData("docker.io/library/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:7", "docker.io/library/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:7")]
    public void Familiar_Reference_IsShortAndReadsAsTheSame(string text, string familiar)
    {
        var reference = ImageReference.Parse(text);
        Assert.Equal(familiar, reference.Familiar);
        Assert.Equal(reference, ImageReference.Parse(reference.Familiar));
        Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
    }

    [Fact]
    public void At_Digest_ReplacesTagAndDigest()
    {
        var digest = ImageDigest.Parse("sha256:" + new string('f', 64));
        var at = ImageReference.Parse("ghcr.io/acme/api:1@" + Digest).At(digest);
        Assert.Equal("ghcr.io/acme/api@" + digest.Value, at.ToString());
        Assert.Null(at.Tag);
        Assert.Equal(digest, at.Digest);
    }

    [Fact]
    public void Parse_NotAReference_ThrowsWithTheReason()
        => Assert.Equal("not an image reference: WhiteSpace", Assert.Throws<FormatException>(() => ImageReference.Parse("redis 7")).Message);

    [Fact]
    public void Equals_SameImageWrittenDifferently_AreEqual()
    {
        Assert.Equal(ImageReference.Parse("index.docker.io/redis"), ImageReference.Parse("docker.io/library/redis:latest"));
        Assert.NotEqual(ImageReference.Parse("redis:7"), ImageReference.Parse("redis:8"));
        Assert.NotEqual(ImageReference.Parse("redis"), ImageReference.Parse("redis@" + Digest));
    }
}
