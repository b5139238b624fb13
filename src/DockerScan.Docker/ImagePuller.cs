using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Ports;
using DockerScan.Core.Scans;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker;

/// <summary>Pulls by digest, within the size limit.</summary>
internal sealed class ImagePuller(DockerConnection connection, ImageLookup lookup, IRegistryCredentials credentials, ILogger<ImagePuller> logger)
{
    private const string DockerHubKey = "https://index.docker.io/v1/";

    public async Task<Result<TargetImage>> PullAsync(
        RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var pinned = image.Reference.At(image.Digest);
        var before = await lookup.FindAsync(pinned, platform: null, cancellationToken);
        if (before.Value is { } present)
        {
            return Accept(image, present, wasPulled: false, maxUnpackedBytes);
        }

        if (before.Failure!.Kind != FailureKind.ImageNotFound)
        {
            return before;
        }

        // The same content may be there under another name: then it is not ours to remove.
        var known = await lookup.ListIdsAsync(cancellationToken);
        if (await RunAsync(image, maxUnpackedBytes, progress, cancellationToken) is { } failure)
        {
            return failure;
        }

        var after = await lookup.FindAsync(pinned, platform: null, cancellationToken);
        if (after.Value is not { } pulled)
        {
            return after;
        }

        Log.Pulled(logger, image.Digest.Abbreviated, pulled.SizeBytes);
        var isOurs = !known.Contains(pulled.ImageId.Value);
        var accepted = Accept(image, pulled, isOurs, maxUnpackedBytes);
        if (!accepted.IsSuccess && isOurs)
        {
            await RemoveAgainAsync(pinned, cancellationToken);
        }

        return accepted;
    }

    /// <summary>Removes one name of an image, not forced; false when something uses it.</summary>
    public Task<bool> RemoveAsync(ImageReference pinned, CancellationToken cancellationToken)
        => connection.CallAsync(
            "remove the image",
            async (client, token) =>
            {
                try
                {
                    await client.Images.DeleteImageAsync(ImageNames.ForEngine(pinned), new ImageDeleteParameters { Force = false }, token);
                    return true;
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
                {
                    return true;
                }
                catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
                {
                    return false;
                }
            },
            cancellationToken);

    private static Result<TargetImage> Accept(RegistryImage image, TargetImage found, bool wasPulled, long maxUnpackedBytes)
    {
        if (found.SizeBytes > maxUnpackedBytes)
        {
            return new ScanFailure(
                FailureKind.TooLarge,
                FormattableString.Invariant($"{DisplayText.Clean(image.Reference.Familiar, 120)} is {found.SizeBytes} bytes unpacked; at most {maxUnpackedBytes} are allowed"));
        }

        return ImageMapper.Matches(image.Platform, found.Platform)
            ? found with { Reference = image.Reference, Digest = image.Digest, WasPulled = wasPulled }
            : new ScanFailure(
                FailureKind.WrongPlatform,
                $"{DisplayText.Clean(image.Reference.Familiar, 120)} says it is {image.Platform}, but its configuration says {DisplayText.Clean(found.Platform.ToString(), 80)}");
    }

    private async Task<ScanFailure?> RunAsync(
        RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        Log.Pulling(logger, image.Reference.Repository, image.Digest.Abbreviated);
        var auth = await AuthAsync(image.Reference.Registry, cancellationToken);
        var disk = await EngineDisk.FindAsync(connection, cancellationToken);
        var parameters = new ImagesCreateParameters
        {
            FromImage = image.Reference.Repository,
            Tag = image.Digest.Value,
            Platform = image.Platform.ToString(),
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var monitor = new PullMonitor(image.CompressedBytes, maxUnpackedBytes, progress, disk.Check, stop);
        try
        {
            await connection.CallAsync(
                "pull",
                Timeout.InfiniteTimeSpan,
                async (client, token) =>
                {
                    await client.Images.CreateImageAsync(parameters, auth, monitor, token);
                    return true;
                },
                stop.Token);
        }
        catch (OperationCanceledException) when (monitor.Failure is not null && !cancellationToken.IsCancellationRequested)
        {
            return monitor.Failure;
        }
        catch (EngineException) when (monitor.Failure is not null)
        {
            // The line in the stream tells more than the broken stream.
            return monitor.Failure;
        }

        return monitor.Failure;
    }

    private async Task<AuthConfig> AuthAsync(string registry, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(registry, cancellationToken);
        return credential is null
            ? new AuthConfig()
            : new AuthConfig
            {
                ServerAddress = registry == ImageReference.DockerHub ? DockerHubKey : registry,
                Username = credential.Username,
                Password = credential.Password?.Reveal(),
                IdentityToken = credential.IdentityToken?.Reveal(),
            };
    }

    private async Task RemoveAgainAsync(ImageReference pinned, CancellationToken cancellationToken)
    {
        try
        {
            if (!await RemoveAsync(pinned, cancellationToken))
            {
                Log.ImageInUse(logger, pinned.Digest!.Value.Abbreviated);
            }
        }
        catch (EngineException exception)
        {
            Log.OversizedLeft(logger, pinned.Digest!.Value.Abbreviated, exception.Failure.Message);
        }
    }
}
