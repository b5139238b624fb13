using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

public sealed class ImageDigestTests
{
    private const string Hex64 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("sha256:" + Hex64)]
    [InlineData("sha512:" + Hex64 + Hex64)]
    public void TryParse_Digest_KeepsAllOfIt(string text)
    {
        Assert.True(ImageDigest.TryParse(text, out var digest));
        Assert.Equal(text, digest.Value);
        Assert.Equal(text, digest.ToString());
        Assert.Equal("0123456789ab", digest.Abbreviated);
        Assert.Equal(digest, ImageDigest.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("sha256:")]
    [InlineData(Hex64)]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("SHA256:" + Hex64)]
    [InlineData("sha256:g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("sha256:" + Hex64 + "0")]
    [InlineData("sha256:" + Hex64 + "\n")]
    [InlineData(" sha256:" + Hex64)]
    [InlineData("sha256:" + Hex64 + Hex64)]
    [InlineData("sha512:" + Hex64)]
    [InlineData("sha384:" + Hex64 + "0123456789abcdef0123456789abcdef")]
    [InlineData("sha256-" + Hex64)]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../../../etc")]
    [InlineData("sha256:０123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void TryParse_NotADigest_IsRefused(string? text)
    {
        Assert.False(ImageDigest.TryParse(text, out var digest));
        Assert.Equal(default, digest);
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => ImageDigest.Parse(text));
        }
    }

    [Fact]
    public void TryParse_LastDigitOff_IsRefusedEach()
    {
        foreach (var bad in "`g/:@G ")
        {
            Assert.False(ImageDigest.TryParse("sha256:" + Hex64[..63] + bad, out _));
        }
    }

    [Fact]
    public void ToString_Default_IsEmpty() => Assert.Equal(string.Empty, default(ImageDigest).ToString());

    [Fact]
    public void Equals_SameStart_AreNotEqual()
    {
        var one = ImageDigest.Parse("sha256:" + Hex64);
        var other = ImageDigest.Parse("sha256:" + Hex64[..63] + "0");
        Assert.Equal(one.Abbreviated, other.Abbreviated);
        Assert.NotEqual(one, other);
    }
}
