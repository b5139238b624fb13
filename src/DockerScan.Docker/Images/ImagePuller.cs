using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Images;

/// <summary>Pulls by digest, within the size limit.</summary>
internal sealed class ImagePuller(
    DockerConnection connection, ImageLookup lookup, EngineAbilities abilities, IRegistryCredentials credentials, ILogger<ImagePuller> logger)
{
    // What EngineErrors says of a connection that ended, as opposed to an answer.
    private const string NoWords = EngineErrors.BrokeOff;
    private const string DockerHubKey = "https://index.docker.io/v1/";

    public async Task<Result<TargetImage>> PullAsync(
        RegistryImage image, long maxUnpackedBytes, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var pinned = image.Reference.At(image.Digest);
        var before = await lookup.FindAsync(pinned, platform: null, image.Platform, cancellationToken);
        if (before.Value is { } present)
        {
            return Accept(image, present, wasPulled: false, maxUnpackedBytes);
        }

        if (before.Failure!.Kind != FailureKind.ImageNotFound)
        {
            return before;
        }

        if (await abilities.RefuseAsync(image, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // The same content may be there under another name: then it is not ours to remove.
        var known = await lookup.ListIdsAsync(cancellationToken);
        if (await RunAsync(image, maxUnpackedBytes, progress, cancellationToken) is { } failure)
        {
            return failure;
        }

        var after = await lookup.FindAsync(pinned, platform: null, image.Platform, cancellationToken);
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

        // Variants are left out in one place or the other; another machine's image is another matter.
        return (image.Platform with { Variant = null }).Allows(found.Platform)
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
        catch (EngineException exception) when (exception.Failure.Kind == FailureKind.EngineUnavailable)
        {
            return await BrokenOffAsync(exception.Failure, cancellationToken);
        }

        return monitor.Failure;
    }

    // A refusal comes as a line or a status. Without one the engine is gone, or was: that is no word on the image.
    private async Task<ScanFailure> BrokenOffAsync(ScanFailure failure, CancellationToken cancellationToken)
    {
        try
        {
            await connection.CallAsync(
                "ping",
                async (client, token) =>
                {
                    await client.System.PingAsync(token);
                    return true;
                },
                cancellationToken);
        }
        catch (EngineException)
        {
            return new ScanFailure(
                FailureKind.EngineUnavailable, "The container engine went away during the pull; it did not refuse the image. Look at its log, start it, and scan again");
        }

        return failure.Message.Contains(NoWords, StringComparison.Ordinal)
            ? new ScanFailure(FailureKind.EngineUnavailable, "The container engine broke the pull off without a word (it may have been restarted); it did not refuse the image. Scan again")
            : failure;
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
