using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Images;

/// <summary>Asks the engine what it knows of an image.</summary>
internal sealed class ImageLookup(DockerConnection connection)
{
    private const int MaxNames = 10_000;

    /// <summary>The image under a reference and, if given, platform.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="platform">The platform asked for; null takes any.</param>
    /// <param name="assumed">The platform of an image that names none; null: the one asked for, else the usual one.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<Result<TargetImage>> FindAsync(
        ImageReference reference, ImagePlatform? platform, ImagePlatform? assumed, CancellationToken cancellationToken)
    {
        var name = ImageNames.ForEngine(reference);
        var image = await InspectAsync(name, cancellationToken);
        if (image is null)
        {
            return new ScanFailure(FailureKind.ImageNotFound, $"the engine has no image {DisplayText.Clean(reference.Familiar, 120)}");
        }

        var otherwise = assumed ?? platform ?? ImagePlatform.Default;
        var actual = ImageMapper.Platform(image, otherwise);
        if (platform is not null && !platform.Allows(actual))
        {
            return new ScanFailure(
                FailureKind.WrongPlatform,
                $"{DisplayText.Clean(reference.Familiar, 120)} in the engine is {DisplayText.Clean(actual.ToString(), 80)}, but {platform} was asked for");
        }

        // By id: the tag may have moved since the inspection.
        var history = await connection.CallAsync(
            "read the image's history", (client, token) => client.Images.GetImageHistoryAsync(image.ID, token), cancellationToken);
        return ImageMapper.ToTarget(reference, image, history, otherwise);
    }

    /// <summary>The ids of all images that the engine shows.</summary>
    public async Task<HashSet<string>> ListIdsAsync(CancellationToken cancellationToken)
    {
        var images = await connection.CallAsync(
            "list images", (client, token) => client.Images.ListImagesAsync(new ImagesListParameters(), token), cancellationToken);
        return images.Select(image => image.ID).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The names, with tags, of all images that the engine shows.</summary>
    public async Task<IReadOnlyList<ImageReference>> ListNamesAsync(CancellationToken cancellationToken)
    {
        var images = await connection.CallAsync(
            "list images", (client, token) => client.Images.ListImagesAsync(new ImagesListParameters(), token), cancellationToken);
        List<ImageReference> names = [];
        foreach (var text in images.SelectMany(image => image.RepoTags ?? []).Take(MaxNames))
        {
            if (ImageReference.TryParse(text, out var name, out _))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private Task<ImageInspectResponse?> InspectAsync(string name, CancellationToken cancellationToken)
        => connection.CallAsync<ImageInspectResponse?>(
            "inspect the image",
            async (client, token) =>
            {
                try
                {
                    return await client.Images.InspectImageAsync(name, token);
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken);
}
