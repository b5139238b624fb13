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
    [InlineData("linux/x86-64", "linux", "amd64", null)]
    [InlineData("linux/amd64/v1", "linux", "amd64", null)]
    [InlineData("linux/arm/7", "linux", "arm", "v7")]
    [InlineData("linux/armhf", "linux", "arm", "v7")]
    [InlineData("linux/armel", "linux", "arm", "v6")]
    [InlineData("linux/i386", "linux", "386", null)]
    [InlineData("linux/arm64/8", "linux", "arm64", null)]
    [InlineData("linux/arm", "linux", "arm", null)]
    // Capitals.
    [InlineData("Linux/AMD64", "linux", "amd64", null)]
    [InlineData("LINUX/ARM/V7", "linux", "arm", "v7")]
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

    [Theory]
    [InlineData("linux/amd64", "linux/amd64", 0)]
    [InlineData("linux/amd64", "linux/amd64/v2", null)]
    [InlineData("linux/amd64/v3", "linux/amd64/v2", 1)]
    [InlineData("linux/amd64/v3", "linux/amd64", 2)]
    [InlineData("linux/arm", "linux/arm/v7", 0)]
    [InlineData("linux/arm", "linux/arm", 0)]
    [InlineData("linux/arm/v7", "linux/arm", 0)]
    [InlineData("linux/arm/v7", "linux/arm/v6", 1)]
    [InlineData("linux/arm/v7", "linux/arm/v5", 2)]
    [InlineData("linux/arm/v6", "linux/arm/v7", null)]
    [InlineData("linux/arm/v6", "linux/arm", null)]
    [InlineData("linux/arm64", "linux/arm64/v8", 0)]
    [InlineData("linux/arm64", "linux/arm64/v9", null)]
    [InlineData("linux/arm64", "linux/arm/v7", null)]
    [InlineData("linux/amd64", "windows/amd64", null)]
    [InlineData("linux/amd64", "linux/386", null)]
    [InlineData("linux/riscv64", "linux/riscv64", 0)]
    [InlineData("linux/riscv64/rva23u64", "linux/riscv64", null)]
    public void DistanceTo_OfferedInAnIndex_IsWhatAnEngineTakes(string wanted, string offered, int? expected)
        => Assert.Equal(expected, Parse(wanted).DistanceTo(Parse(offered)));

    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/amd64", "linux/amd64/v2", true)]
    [InlineData("linux/arm", "linux/arm/v6", true)]
    [InlineData("linux/arm/v6", "linux/arm", true)]
    [InlineData("linux/arm/v7", "linux/arm/v6", true)]
    [InlineData("linux/arm/v6", "linux/arm/v7", false)]
    [InlineData("linux/arm64", "linux/amd64", false)]
    [InlineData("windows/amd64", "linux/amd64", false)]
    public void Allows_ImageOutsideOfAnIndex_ComparesVariantsThatBothName(string asked, string actual, bool expected)
        => Assert.Equal(expected, Parse(asked).Allows(Parse(actual)));

    private static ImagePlatform Parse(string text)
    {
        Assert.True(ImagePlatform.TryParse(text, out var platform));
        return platform;
    }

    [Fact]
    public void Create_EmptyVariant_IsNone() => Assert.Equal(new ImagePlatform("linux", "amd64"), ImagePlatform.Create("linux", "x86_64", ""));

    [Fact]
    public void Default_Is_LinuxAmd64() => Assert.Equal("linux/amd64", ImagePlatform.Default.ToString());
}
