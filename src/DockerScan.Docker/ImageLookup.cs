using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Docker;

/// <summary>Asks the engine what it knows of an image.</summary>
internal sealed class ImageLookup(DockerConnection connection)
{
    /// <summary>The image under a reference and, if given, platform.</summary>
    public async Task<Result<TargetImage>> FindAsync(ImageReference reference, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        var name = ImageNames.ForEngine(reference);
        var image = await InspectAsync(name, cancellationToken);
        if (image is null)
        {
            return new ScanFailure(FailureKind.ImageNotFound, $"the engine has no image {DisplayText.Clean(reference.Familiar, 120)}");
        }

        var actual = ImageMapper.Platform(image);
        if (platform is not null && !ImageMapper.Matches(platform, actual))
        {
            return new ScanFailure(
                FailureKind.WrongPlatform,
                $"{DisplayText.Clean(reference.Familiar, 120)} in the engine is {DisplayText.Clean(actual.ToString(), 80)}, but {platform} was asked for");
        }

        // By id: the tag may have moved since the inspection.
        var history = await connection.CallAsync(
            "read the image's history", (client, token) => client.Images.GetImageHistoryAsync(image.ID, token), cancellationToken);
        return ImageMapper.ToTarget(reference, image, history);
    }

    /// <summary>The ids of all images that the engine shows.</summary>
    public async Task<HashSet<string>> ListIdsAsync(CancellationToken cancellationToken)
    {
        var images = await connection.CallAsync(
            "list images", (client, token) => client.Images.ListImagesAsync(new ImagesListParameters(), token), cancellationToken);
        return images.Select(image => image.ID).ToHashSet(StringComparer.Ordinal);
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
