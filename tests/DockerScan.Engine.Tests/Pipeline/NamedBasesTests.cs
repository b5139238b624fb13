using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Pipeline;

/// <summary>An image that the operator named is the base where its layers are the lowest: nobody has to scan it, and nothing is pulled.</summary>
public sealed class NamedBasesTests
{
    private static readonly string[] Layers = [.. "1234".Select(digit => $"sha256:{new string(digit, 64)}")];

    [Theory]
    [InlineData("base:1", "docker.io/library/base:1", "1")]
    [InlineData("base:1 base:2", "docker.io/library/base:2", "2")]
    [InlineData("base:2 base:1", "docker.io/library/base:2", "2")]
    [InlineData("other:1 base:1", "docker.io/library/base:1", "1")]
    [InlineData("other:1", null, null)]
    [InlineData("itself:1", null, null)]
    [InlineData("empty:1", null, null)]
    [InlineData("gone:1", null, null)]
    [InlineData("", null, null)]
    public async Task Scan_ImagesNamed_TheOneWithMostOfTheLowestLayersIsSaid(string names, string? expected, string? layers)
    {
        using var rig = new Rig(options => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList().ForEach(options.Bases.Add));
        rig.Engine.Local = With(Layers);
        rig.Engine.Others["docker.io/library/base:1"] = With(Layers[..1]);
        rig.Engine.Others["docker.io/library/base:2"] = With(Layers[..2]);
        rig.Engine.Others["docker.io/library/other:1"] = With([Layers[3]]);
        rig.Engine.Others["docker.io/library/itself:1"] = With(Layers);
        rig.Engine.Others["docker.io/library/empty:1"] = With([]);
        rig.Engine.Others["docker.io/library/gone:1"] = new ScanFailure(FailureKind.ImageNotFound, "the engine has no such image");

        var evidence = (await rig.ScanAsync()).Stages.Single(stage => stage.Id == StageIds.Acquire).Evidence;

        Assert.Equal((expected, layers), (evidence.GetValueOrDefault(StageReport.BaseKey), evidence.GetValueOrDefault(StageReport.BaseLayersKey)));
        Assert.Empty(rig.Engine.Calls);
    }

    [Theory]
    [InlineData("debian:12", null)]
    [InlineData("registry.example:5000/base@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null)]
    [InlineData("not a name", "Scan:Bases holds 'not a name', which is no image's name; write for example debian:12")]
    [InlineData("", "Scan:Bases holds '', which is no image's name; write for example debian:12")]
    public void Settings_Name_IsOne(string name, string? problem)
        => Assert.Equal(problem, new ScanningOptionsValidator().Validate(null, new ScanningOptions { Bases = { name } }).Failures?.Single().Split(": ", 2)[^1]);

    [Fact]
    public void Settings_TooManyNames_AreRefused()
        => Assert.Contains("Scan:Bases names 51 images", new ScanningOptionsValidator().Validate(null, new ScanningOptions { Bases = [.. Enumerable.Repeat("debian:12", 51)] }).FailureMessage, StringComparison.Ordinal);

    private static TargetImage With(string[] layers) => Rig.Image(digest: null) with { Layers = layers, LayerCount = layers.Length };
}
