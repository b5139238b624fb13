using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.TestKit.Builders;

namespace DockerScan.Core.Tests.Reading;

public sealed class LayerReadingTests
{
    private static readonly string[] Digests = [.. "12".Select(digit => $"sha256:{new string(digit, 64)}")];
    private static readonly BaseImage Debian = new(ImageReference.Parse("debian:12"), 1, BaseSource.Layers);

    [Fact]
    public void Layers_HistoryOfAsManySteps_NamesThem()
    {
        var reading = Read(Debian, new HistoryEntry("ADD", null, false), new HistoryEntry("CMD", null, true), new HistoryEntry("RUN", null, false));

        Assert.Equal([("ADD", true), ("RUN", false)], reading.Layers.Select(layer => (layer.Step!, layer.IsBase)));
    }

    [Fact]
    public void Layers_HistoryThatCountsOtherwise_NamesNone()
        => Assert.All(Read(Debian, new HistoryEntry("ADD", null, false)).Layers, layer => Assert.Null(layer.Step));

    [Fact]
    public void MendedByBase_FindingsOfBaseWithAFix_AreThose()
    {
        var reading = Read(Debian);

        Assert.Equal(["fixed-below"], reading.MendedByBase().Select(finding => finding.Key));
        Assert.Equal(2, reading.Of(Found("x", 1, null))!.Number);
    }

    [Fact]
    public void Base_OnlyALabel_TakesNoLayer()
    {
        var image = Image() with { Configuration = new ImageConfiguration { Labels = new Dictionary<string, string> { [BaseImage.Label] = "debian:12" } } };

        var reading = new LayerReading(image, null, []);

        Assert.Equal(("docker.io/library/debian:12", BaseSource.Label), (reading.Base!.Reference.ToString(), reading.Base.Source));
        Assert.False(reading.IsBaseKnown);
        Assert.DoesNotContain(reading.Layers, layer => layer.IsBase);
    }

    [Theory]
    [InlineData("<script>")]
    [InlineData("")]
    public void Base_LabelThatNamesNoImage_IsUnknown(string label)
        => Assert.Null(new LayerReading(Image() with { Configuration = new ImageConfiguration { Labels = new Dictionary<string, string> { [BaseImage.Label] = label } } }, null, []).Base);

    [Fact]
    public void Layers_NoneKept_IsEmpty() => Assert.Empty(new LayerReading(Image() with { Layers = [] }, Debian, [Found("x", 0, "1")]).Layers);

    private static LayerReading Read(BaseImage known, params HistoryEntry[] history)
        => new(Image() with { Configuration = new ImageConfiguration { History = history } }, known, [Found("fixed-below", 0, "1.1"), Found("open-below", 0, null), Found("fixed-above", 1, "1.1")]);

    private static TargetImage Image() => SampleScans.Vulnerable().Image! with { Layers = Digests, LayerCount = 2 };

    private static Finding Found(string key, int layer, string? fix)
    {
        var sample = SampleScans.Vulnerable().Findings.First(PackageGroup.IsPackage);
        return sample with { Key = key, Details = sample.Details with { Layer = Digests[layer], FixedVersion = fix } };
    }
}
