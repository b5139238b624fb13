using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

/// <summary>The grammar of image references, and what is refused.</summary>
public sealed class ImageReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("redis", "docker.io/library/redis:latest")]
    [InlineData("redis:7", "docker.io/library/redis:7")]
    [InlineData("library/redis:7", "docker.io/library/redis:7")]
    [InlineData("docker.io/redis:7", "docker.io/library/redis:7")]
    [InlineData("index.docker.io/redis:7", "docker.io/library/redis:7")]
    [InlineData("grafana/grafana:11.0", "docker.io/grafana/grafana:11.0")]
    [InlineData("localhost/app", "localhost/app:latest")]
    [InlineData("localhost:5000/app", "localhost:5000/app:latest")]
    [InlineData("registry.example.com:5000/team/app:v1", "registry.example.com:5000/team/app:v1")]
    [InlineData("[2001:db8::1]:5000/app:1", "[2001:db8::1]:5000/app:1")]
    [InlineData("xn--bcher-kva.example/app", "xn--bcher-kva.example/app:latest")]
    [InlineData("a__b/c-d.e:T_1.2-3", "docker.io/a__b/c-d.e:T_1.2-3")]
    [InlineData("redis@sha256:" + Hex, "docker.io/library/redis@sha256:" + Hex)]
    [InlineData("redis:7@sha256:" + Hex, "docker.io/library/redis:7@sha256:" + Hex)]
    public void TryParse_Reference_IsNormalised(string text, string canonical)
    {
        Assert.True(ImageReference.TryParse(text, out var reference, out var error));
        Assert.Null(error);
        Assert.Equal(canonical, reference.ToString());
        // What was normalised stays as it is.
        Assert.Equal(canonical, ImageReference.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData(null, "no image given")]
    [InlineData("  ", "no image given")]
    [InlineData("Redis:7", "did you mean redis:7?")]
    [InlineData("https://docker.io/redis", "did you mean docker.io/redis?")]
    [InlineData("redis 7", "white space")]
    [InlineData("redis:7\n", "white space")]
    [InlineData("bücher.example/app", "punycode")]
    [InlineData("redis:", "is not a tag")]
    [InlineData("redis:-x", "is not a tag")]
    [InlineData("redis@sha256:12", "digest must be")]
    [InlineData("redis@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", "digest must be")]
    [InlineData(Hex, "image id")]
    [InlineData("-redis", "not an image name")]
    [InlineData("--help", "not an image name")]
    [InlineData("a//b", "not an image name")]
    [InlineData("../etc/passwd", "is not")]
    [InlineData("a$(id)", "not an image name")]
    [InlineData("exa_mple.com/app", "not a registry host name")]
    public void TryParse_NoReference_SaysWhatIsWrong(string? text, string words)
    {
        Assert.False(ImageReference.TryParse(text, out var reference, out var error));
        Assert.Null(reference);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void TryParse_LongPath_IsBounded(int length, bool isTaken)
        => Assert.Equal(isTaken, ImageReference.TryParse("host.example/" + new string('a', length), out _, out _));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void TryParse_LongTag_IsBounded(int length, bool isTaken)
        => Assert.Equal(isTaken, ImageReference.TryParse("redis:" + new string('a', length), out _, out _));

    [Fact]
    public void TryParse_Endless_IsRefusedByItsLength()
    {
        Assert.False(ImageReference.TryParse(new string('a', 100_000), out _, out var error));
        Assert.Contains("100000", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:7", "redis:7")]
    [InlineData("grafana/grafana", "grafana/grafana:latest")]
    [InlineData("ghcr.io/a/b:1", "ghcr.io/a/b:1")]
    public void Familiar_IsWhatPeopleType(string text, string familiar) => Assert.Equal(familiar, ImageReference.Parse(text).Familiar);
}
