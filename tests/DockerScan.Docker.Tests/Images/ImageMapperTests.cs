using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Images;

namespace DockerScan.Docker.Tests.Images;

public sealed class ImageMapperTests
{
    private const string Id = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string First = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    private const string Second = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

    [Fact]
    public void ToTarget_WholeConfiguration_IsMapped()
    {
        var image = new ImageInspectResponse
        {
            ID = Id,
            Os = "linux",
            Architecture = "arm",
            Variant = "v7",
            Size = 42,
            Created = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            RootFS = new RootFS { Layers = ["a", "b"] },
            RepoDigests = [$"other@{First}", $"redis@{Second}"],
            Config = new DockerOCIImageConfig
            {
                User = "1000",
                Entrypoint = ["/e"],
                Cmd = ["c"],
                Env = ["A=b"],
                ExposedPorts = new Dictionary<string, EmptyStruct>(StringComparer.Ordinal) { ["80/tcp"] = default, ["22/tcp"] = default },
                Volumes = new Dictionary<string, EmptyStruct>(StringComparer.Ordinal) { ["/data"] = default },
                OnBuild = ["RUN x"],
                Healthcheck = new HealthcheckConfig { Test = ["CMD", "true"] },
                Shell = ["/bin/bash", "-c"],
                Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
                WorkingDir = "/w",
            },
        };
        ImageHistoryResponse[] history = [new() { CreatedBy = "newest", Size = 0 }, new() { CreatedBy = "oldest", Size = 5, Comment = "c" }];

        var target = ImageMapper.ToTarget(ImageReference.Parse("redis:7"), image, history, ImagePlatform.Default);

        Assert.Equal(Second, target.Digest!.Value.Value);
        Assert.Equal("linux/arm/v7", target.Platform.ToString());
        Assert.Equal((42L, 2, false), (target.SizeBytes, target.LayerCount, target.WasPulled));
        var config = target.Configuration;
        Assert.Equal(["22/tcp", "80/tcp"], config.ExposedPorts);
        Assert.Equal(["/data"], config.Volumes);
        Assert.Equal(["CMD", "true"], config.HealthCheck);
        Assert.Equal(["/bin/bash", "-c"], config.Shell);
        Assert.Equal(["RUN x"], config.OnBuild);
        Assert.Equal(("1000", "/w", "v"), (config.User, config.WorkingDirectory, config.Labels["k"]));
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero), config.CreatedAt);
        Assert.Equal([new HistoryEntry("oldest", "c", false), new HistoryEntry("newest", null, true)], config.History);
    }

    [Fact]
    public void ToTarget_NothingButAnId_IsEmptyNotAnError()
    {
        var target = ImageMapper.ToTarget(ImageReference.Parse("x"), new ImageInspectResponse { ID = Id, Created = default(DateTime) }, [], ImagePlatform.Default);

        Assert.Null(target.Digest);
        Assert.Null(target.Configuration.CreatedAt);
        Assert.Empty(target.Configuration.Entrypoint);
    }

    [Fact]
    public void ToTarget_WithoutId_Throws()
        => Assert.Throws<EngineException>(() => ImageMapper.ToTarget(ImageReference.Parse("x"), new ImageInspectResponse(), [], ImagePlatform.Default));

    [Theory]
    [InlineData("linux", "amd64", "", "linux/amd64")]
    [InlineData("Linux", "AMD64", "", "linux/amd64")]
    [InlineData("linux", "arm", "v6", "linux/arm/v6")]
    // What is not named is assumed.
    [InlineData("", "", "", "linux/arm64")]
    [InlineData("linux", "", "", "linux/arm64")]
    [InlineData("", "amd64", "", "linux/amd64")]
    // What is no platform is none that could be taken for one.
    [InlineData("linux", "<b>@everyone", "", "linux/unknown")]
    [InlineData("li nux", "amd64", "", "unknown/unknown")]
    public void Platform_PartsThatAreMissingOrOdd_AreAssumedOrUnknown(string os, string architecture, string variant, string expected)
        => Assert.Equal(expected, ImageMapper.Platform(
            new ImageInspectResponse { Os = os, Architecture = architecture, Variant = variant }, new ImagePlatform("linux", "arm64")).ToString());

    [Fact]
    public void DigestIn_SeveralDigests_PrefersTheOneAskedFor()
    {
        string[] known = [$"redis@{First}", $"redis@{Second}", "not a reference!"];

        Assert.Equal(Second, ImageNames.DigestIn(ImageReference.Parse($"redis@{Second}"), known)!.Value.Value);
        Assert.Equal(First, ImageNames.DigestIn(ImageReference.Parse("redis"), known)!.Value.Value);
        Assert.Null(ImageNames.DigestIn(ImageReference.Parse("localhost:5000/redis"), known));
    }
}
