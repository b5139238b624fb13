using Docker.DotNet.Models;
using DockerScan.Core.Images;
using DockerScan.Docker.Images;
using DockerScan.Docker.Tests.Sandbox;

namespace DockerScan.Docker.Tests.Images;

/// <summary>What runs is told with the digest that runs; what no registry has is named, and what is ours is neither.</summary>
[Trait("Category", "Engine")]
public sealed class RunningContainersTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("redis:7", "redis:7", "redis@" + A, "docker.io/library/redis:7@" + A)]
    // The tag has moved on, and the image has lost it: what was started is still its name.
    [InlineData("redis:7", "", "redis@" + A, "docker.io/library/redis:7@" + A)]
    [InlineData("redis", "", "redis@" + A, "docker.io/library/redis:latest@" + A)]
    // By its id, by a digest, under the name of another registry.
    [InlineData(A, "ghcr.io/o/app:2", "ghcr.io/o/app@" + B, "ghcr.io/o/app:2@" + B)]
    [InlineData("aaaaaaaaaaaa", "", "ghcr.io/o/app@" + B, "ghcr.io/o/app@" + B)]
    [InlineData("ghcr.io/o/app@" + B, "", "ghcr.io/o/app@" + B, "ghcr.io/o/app@" + B)]
    [InlineData("mine:1", "mine:1 redis:7", "redis@" + A, "docker.io/library/redis:7@" + A)]
    // Built here, imported, or a name that is none.
    [InlineData("app:dev", "app:dev", "", null)]
    [InlineData(A, "", "", null)]
    [InlineData("NOT A NAME", "", "", null)]
    public void Reference_OfWhatWasStarted_HasTheDigestThatRuns(string started, string tags, string digests, string? expected)
        => Assert.Equal(expected, RunningContainers.Reference(started, new ImageInspectResponse { RepoTags = Words(tags), RepoDigests = Words(digests) })?.ToString());

    [Fact]
    public async Task ListAsync_ContainersOfARealEngine_AreTheirImagesAndNotOurs()
    {
        await using var bed = SandboxTestBed.Open("running");
        var image = await bed.ImportAsync(null, "CMD [\"sh\",\"-c\",\"while :; do sleep 1; done\"]");
        var ours = await bed.ImportAsync(null, "CMD [\"sh\",\"-c\",\"while :; do sleep 1; done\"]", "LABEL a=b");
        var running = bed.Fixture.Get<IRunningImages>();
        List<string> made = [];
        try
        {
            made.Add(await StartAsync(bed, image.Reference, []));
            made.Add(await StartAsync(bed, image.Reference, []));
            made.Add(await StartAsync(bed, ours.Reference, new Dictionary<string, string> { [bed.Label] = "runningtest1" }));

            var found = await running.ListAsync(Token);

            Assert.False(found.IsCut);
            Assert.Single(found.LeftOut, name => name == image.Reference.ToString());
            Assert.DoesNotContain(found.LeftOut, name => name == ours.Reference.ToString());
            await RemoveAsync(bed, made);
            Assert.DoesNotContain((await running.ListAsync(Token)).LeftOut, name => name == image.Reference.ToString());
        }
        finally
        {
            await RemoveAsync(bed, made);
        }
    }

    [Fact]
    public async Task ListAsync_ImageOfARealRegistry_HasItsDigest()
    {
        if (Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_REGISTRY") is not { Length: > 0 } registry)
        {
            Assert.Skip("DOCKERSCAN_TEST_REGISTRY names no registry");
            return;
        }

        await using var bed = SandboxTestBed.Open("running");
        var source = await bed.MakeAsync(null, "CMD [\"sh\",\"-c\",\"while :; do sleep 1; done\"]");
        var target = ImageReference.Parse($"{registry}/{TestImage.NewRepository()}:1");
        var digest = await source.MoveToAsync(target);
        List<string> made = [];
        try
        {
            await bed.Connection.CallAsync(
                "pull", (client, token) => PullAsync(client, target, token), Token);
            made.Add(await StartAsync(bed, target, []));

            var found = Assert.Single((await bed.Fixture.Get<IRunningImages>().ListAsync(Token)).Images, each => each.Image.Repository == target.Repository);

            Assert.Equal((target.Familiar, $"{target}@{digest}", ImagePlatform.Default), (found.Name, found.Image.ToString(), found.Platform));
        }
        finally
        {
            await RemoveAsync(bed, made);
            await bed.Connection.CallAsync("remove", (client, token) => client.Images.DeleteImageAsync(target.ToString(), new ImageDeleteParameters(), token), CancellationToken.None);
        }
    }

    private static async Task<bool> PullAsync(global::Docker.DotNet.IDockerClient client, ImageReference image, CancellationToken cancellationToken)
    {
        await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image.Repository, Tag = image.Tag }, new AuthConfig(), new Progress<JSONMessage>(), cancellationToken);
        return true;
    }

    private static async Task<string> StartAsync(SandboxTestBed bed, ImageReference image, Dictionary<string, string> labels)
    {
        var made = await bed.Connection.CallAsync(
            "create", (client, token) => client.Containers.CreateContainerAsync(
                new CreateContainerParameters { Image = image.ToString(), Labels = labels, HostConfig = new HostConfig { NetworkMode = "none" } }, token), Token);
        await bed.Connection.CallAsync("start", (client, token) => client.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), token), Token);
        return made.ID;
    }

    private static async Task RemoveAsync(SandboxTestBed bed, List<string> containers)
    {
        foreach (var container in containers.ToArray())
        {
            await bed.Connection.CallAsync(
                "remove", async (client, token) =>
                {
                    await client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true }, token);
                    return true;
                },
                CancellationToken.None);
            containers.Remove(container);
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
