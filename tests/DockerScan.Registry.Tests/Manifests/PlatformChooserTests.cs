using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests.Manifests;

public sealed class PlatformChooserTests
{
    private static readonly ImageReference Reference = ImageReference.Parse("redis:7");

    [Theory]
    [InlineData("linux/amd64", "a")]
    [InlineData("linux/arm64", "b")]
    [InlineData("linux/arm64/v8", "b")]
    [InlineData("linux/arm/v7", "d")]
    [InlineData("linux/arm/v6", "c")]
    [InlineData("linux/arm", "d")]
    public void Choose_RealIndex_TakesTheFirstThatMatches(string wanted, string expected)
    {
        var index = Index(
            ("x", "unknown/unknown", true), ("a", "linux/amd64", false), ("a2", "linux/amd64", false),
            ("b", "linux/arm64/v8", false), ("c", "linux/arm/v6", false), ("d", "linux/arm/v7", false));
        Assert.True(ImagePlatform.TryParse(wanted, out var platform));

        var chosen = PlatformChooser.Choose(Reference, index, platform);

        Assert.Equal(FakeRegistry.Digest(expected), chosen.Value!.Digest);
    }

    [Theory]
    [InlineData("linux/arm/v7", "linux/arm/v5,linux/arm/v6", 1)]
    [InlineData("linux/arm", "linux/arm/v5,linux/arm/v6", 1)]
    [InlineData("linux/arm", "linux/arm/v6,linux/arm", 1)]
    [InlineData("linux/amd64", "linux/amd64/v2,linux/amd64", 1)]
    [InlineData("linux/amd64/v3", "linux/amd64,linux/amd64/v2", 1)]
    [InlineData("linux/arm64", "linux/arm64/v9,linux/arm64/v8", 1)]
    [InlineData("linux/amd64", "Linux/AMD64", 0)]
    [InlineData("linux/arm/v7", "linux/ARM/7", 0)]
    // None that an engine would take.
    [InlineData("linux/amd64", "linux/amd64/v2", -1)]
    [InlineData("linux/arm/v6", "linux/arm/v7", -1)]
    [InlineData("linux/arm/v5", "linux/arm", -1)]
    public void Choose_Variants_TakesWhatAnEngineTakes(string wanted, string offered, int expected)
    {
        Assert.True(ImagePlatform.TryParse(wanted, out var platform));
        var index = Index([.. offered.Split(',').Select((each, i) => ($"m{i}", each, false))]);

        var chosen = PlatformChooser.Choose(Reference, index, platform);

        Assert.Equal(expected < 0 ? null : FakeRegistry.Digest($"m{expected}"), chosen.IsSuccess ? chosen.Value.Digest : null);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"os\":\"linux\"}")]
    [InlineData("{\"os\":\"\",\"architecture\":\"\"}")]
    [InlineData("null")]
    public void Choose_EntryWithoutAPlatform_IsTakenWhenNoOtherFits(string platform)
    {
        var digest = FakeRegistry.Digest("bare");
        var bare = $$$"""{"mediaType":"{{{MediaTypes.OciManifest}}}","digest":"{{{digest}}}","size":1,"platform":{{{platform}}}}""";
        var arm = $$$"""{"mediaType":"{{{MediaTypes.OciManifest}}}","digest":"{{{FakeRegistry.Digest("arm")}}}","platform":{"os":"linux","architecture":"arm64"}}""";
        var index = JsonSerializer.Deserialize($$"""{"manifests":[{{arm}},{{bare}}]}""", RegistryJson.Default.Manifest)!;

        Assert.Equal(digest, PlatformChooser.Choose(Reference, index, ImagePlatform.Default).Value!.Digest);
        Assert.Equal(FakeRegistry.Digest("arm"), PlatformChooser.Choose(Reference, index, new ImagePlatform("linux", "arm64")).Value!.Digest);
    }

    [Fact]
    public void Choose_NotThere_NamesWhatIs()
    {
        var index = Index(("x", "unknown/unknown", true), ("b", "linux/arm64/v8", false), ("w", "windows/amd64", false));

        var chosen = PlatformChooser.Choose(Reference, index, ImagePlatform.Default);

        Assert.Equal(FailureKind.WrongPlatform, chosen.Failure!.Kind);
        Assert.Contains("linux/arm64, windows/amd64", chosen.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", chosen.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_HostilePlatformText_IsNotShown()
    {
        var index = Index(("x", "linux/<b>@everyone", false));

        Assert.DoesNotContain("everyone", PlatformChooser.Choose(Reference, index, ImagePlatform.Default).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_AttestationThatClaimsAPlatform_IsPassedOver()
    {
        var index = Index(("evil", "linux/amd64", true), ("good", "linux/amd64", false));

        Assert.Equal(FakeRegistry.Digest("good"), PlatformChooser.Choose(Reference, index, ImagePlatform.Default).Value!.Digest);
    }

    private static Manifest Index(params (string Manifest, string Platform, bool IsAttestation)[] entries)
        => JsonSerializer.Deserialize(FakeRegistry.Index(entries), RegistryJson.Default.Manifest)!;
}
