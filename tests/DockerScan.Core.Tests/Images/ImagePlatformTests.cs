using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

public sealed class ImagePlatformTests
{
    [Theory]
    [InlineData("linux/amd64", "linux", "amd64", null)]
    [InlineData("linux/arm/v7", "linux", "arm", "v7")]
    [InlineData("linux/arm64", "linux", "arm64", null)]
    [InlineData("windows/amd64", "windows", "amd64", null)]
    [InlineData("linux/386", "linux", "386", null)]
    [InlineData("linux/amd64/v2", "linux", "amd64", "v2")]
    // Other tools' spellings.
    [InlineData("linux/x86_64", "linux", "amd64", null)]
    [InlineData("linux/aarch64", "linux", "arm64", null)]
    [InlineData("linux/arm64/v8", "linux", "arm64", null)]
    [InlineData("linux/aarch64/v8", "linux", "arm64", null)]
    [InlineData("linux/arm64/v9", "linux", "arm64", "v9")]
    [InlineData("linux/arm/v8", "linux", "arm", "v8")]
    public void TryParse_Platform_IsFolded(string text, string os, string architecture, string? variant)
    {
        Assert.True(ImagePlatform.TryParse(text, out var platform));
        Assert.Equal(new ImagePlatform(os, architecture, variant), platform);
        Assert.Equal(variant is null ? $"{os}/{architecture}" : $"{os}/{architecture}/{variant}", platform.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("linux")]
    [InlineData("linux/")]
    [InlineData("/amd64")]
    [InlineData("linux//v7")]
    [InlineData("linux/arm/")]
    [InlineData("linux/arm/v7/x")]
    [InlineData("Linux/amd64")]
    [InlineData("linux/AMD64")]
    [InlineData("linux/amd64\n")]
    [InlineData(" linux/amd64")]
    [InlineData("linux/amd 64")]
    [InlineData("-linux/amd64")]
    [InlineData("linux/--x")]
    [InlineData("../amd64")]
    [InlineData("linux/..")]
    [InlineData("linux/amd64;id")]
    [InlineData("linüx/amd64")]
    public void TryParse_NotAPlatform_IsRefused(string? text)
    {
        Assert.False(ImagePlatform.TryParse(text, out var platform));
        Assert.Null(platform);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void TryParse_EachPart_IsBounded(int length, bool isAllowed)
    {
        var part = new string('a', length);
        Assert.Equal(isAllowed, ImagePlatform.TryParse($"{part}/amd64", out _));
        Assert.Equal(isAllowed, ImagePlatform.TryParse($"linux/{part}", out _));
        Assert.Equal(isAllowed, ImagePlatform.TryParse($"linux/arm/{part}", out _));
    }

    [Fact]
    public void Create_EmptyVariant_IsNone() => Assert.Equal(new ImagePlatform("linux", "amd64"), ImagePlatform.Create("linux", "x86_64", ""));

    [Fact]
    public void Default_Is_LinuxAmd64() => Assert.Equal("linux/amd64", ImagePlatform.Default.ToString());
}
