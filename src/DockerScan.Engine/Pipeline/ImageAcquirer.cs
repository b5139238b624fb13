using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Pulls;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Pipeline;

/// <summary>The stages "resolve" and "acquire": from a reference to an image in the engine.</summary>
internal sealed class ImageAcquirer(
    IImageEngine engine, IImageRegistry registry, NearestImages nearest, NamedBases bases, RoomCheck room, IOptions<ScanningOptions> options, TimeProvider time, IPullBudget? budget = null)
{
    private const long MiB = 1024 * 1024;

    public async Task<Result<TargetImage>> AcquireAsync(ScanRequest request, StageLog log, CancellationToken cancellationToken)
    {
        var started = log.Start(StageIds.Resolve);
        var local = await engine.FindAsync(request.Reference, request.Platform, cancellationToken);
        if (local.Failure is { Kind: FailureKind.EngineUnavailable } down)
        {
            log.End(StageIds.Resolve, started, StageOutcome.Failed, down.Message);
            return down;
        }

        if (!local.IsSuccess && request.Reference.IsWholeId)
        {
            var unknown = local.Failure.Kind == FailureKind.ImageNotFound
                ? new ScanFailure(FailureKind.ImageNotFound, $"the engine has no image with the id {request.Reference.ImageId}, and registries know no ids; docker images lists what it has")
                : local.Failure;
            log.End(StageIds.Resolve, started, StageOutcome.Failed, unknown.Message);
            return unknown;
        }

        return IsFinal(request, local)
            ? await UseAsync(local.Value!, request.Reference.ImageId is null ? "only the engine has this image" : "the engine has an image with this id", null, log, started, cancellationToken)
            : await ResolveRemoteAsync(request, local, log, started, cancellationToken);
    }

    // An image without a digest was built here and never came from a registry; one asked for by digest cannot have moved.
    private static bool IsFinal(ScanRequest request, Result<TargetImage> local)
        => local.IsSuccess && (local.Value.Digest is null || request.Reference.Digest is not null);

    private async Task<Result<TargetImage>> ResolveRemoteAsync(
        ScanRequest request, Result<TargetImage> local, StageLog log, long started, CancellationToken cancellationToken)
    {
        var remote = await registry.ResolveAsync(request.Reference, request.Platform, cancellationToken);
        if (!remote.IsSuccess)
        {
            if (local.IsSuccess && remote.Failure.Kind != FailureKind.ImageNotFound)
            {
                // The result names the digest that was looked at, so an old copy is not passed off as the newest.
                var note = "the registry could not be asked, so the engine's own copy is scanned: " + remote.Failure.Message;
                return await UseAsync(local.Value, note, note, log, started, cancellationToken);
            }

            var failure = local.IsSuccess ? Deleted(request.Reference, local.Value, remote.Failure)
                : local.Failure.Kind == FailureKind.WrongPlatform ? local.Failure
                : await nearest.ExplainAsync(request.Reference, remote.Failure, cancellationToken);
            log.End(StageIds.Resolve, started, StageOutcome.Failed, failure.Message);
            return failure;
        }

        var taken = request.Platform is { } wanted && wanted.DistanceTo(remote.Value.Platform) is not (null or 0)
            ? $"there is no {wanted}; {remote.Value.Platform}, which runs on it, is scanned"
            : null;
        if (local.IsSuccess && local.Value.Digest is { } digest && (digest == remote.Value.Digest || digest == remote.Value.IndexDigest))
        {
            return await UseAsync(local.Value, "the engine has this digest already", taken, log, started, cancellationToken);
        }

        var limit = options.Value.MaxCompressedMiB * MiB;
        if (remote.Value.CompressedBytes > limit)
        {
            var failure = new ScanFailure(FailureKind.TooLarge, string.Create(CultureInfo.InvariantCulture,
                $"the image has {(remote.Value.CompressedBytes + MiB - 1) / MiB} MiB compressed; at most {options.Value.MaxCompressedMiB} MiB are scanned (Scan:MaxCompressedMiB)"));
            log.End(StageIds.Resolve, started, StageOutcome.Failed, failure.Message);
            return failure;
        }

        log.End(StageIds.Resolve, started, StageOutcome.Completed, taken, Evidence(remote.Value.Digest, remote.Value.Platform, "registry"));
        if (room.FindRefusal() is { } full)
        {
            log.End(StageIds.Acquire, log.Start(StageIds.Acquire), StageOutcome.Failed, full.Message);
            return full;
        }

        return await PullAsync(remote.Value, log, cancellationToken);
    }

    // What the registry no longer has under this name is another image than the one that was asked for.
    private static ScanFailure Deleted(ImageReference reference, TargetImage copy, ScanFailure failure)
        => failure with
        {
            Message = $"{failure.Message}. The engine still has what it once was, {copy.Digest}; to scan that, type {DisplayText.Clean(reference.At(copy.Digest!.Value).Familiar, 400)}",
        };

    /// <param name="image">The engine's image.</param>
    /// <param name="note">Why it is this one.</param>
    /// <param name="reason">What a reader of the result must know of it; null when nothing.</param>
    /// <param name="log">The stages.</param>
    /// <param name="started">When resolving began.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task<Result<TargetImage>> UseAsync(TargetImage image, string note, string? reason, StageLog log, long started, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxUnpackedMiB * MiB;
        if (image.SizeBytes > limit)
        {
            var failure = new ScanFailure(FailureKind.TooLarge, string.Create(CultureInfo.InvariantCulture,
                $"the image has {(image.SizeBytes + MiB - 1) / MiB} MiB unpacked; at most {options.Value.MaxUnpackedMiB} MiB are scanned (Scan:MaxUnpackedMiB)"));
            log.End(StageIds.Resolve, started, StageOutcome.Failed, failure.Message);
            return failure;
        }

        log.End(StageIds.Resolve, started, StageOutcome.Completed, reason, Evidence(image.Digest, image.Platform, note));
        var acquiring = log.Start(StageIds.Acquire);
        var named = await bases.FindAsync(image, cancellationToken);
        log.End(StageIds.Acquire, acquiring, StageOutcome.Completed, null, new Dictionary<string, string>(named) { ["source"] = "engine" });
        return image;
    }

    private async Task<Result<TargetImage>> PullAsync(RegistryImage image, StageLog log, CancellationToken cancellationToken)
    {
        var started = log.Start(StageIds.Acquire);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.PullTimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Result<TargetImage> pulled;
        try
        {
            pulled = await engine.PullAsync(image, options.Value.MaxUnpackedMiB * MiB, new PullObserver(log, image.CompressedBytes), both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var reason = $"the pull took longer than {options.Value.PullTimeoutSeconds} s (Scan:PullTimeoutSeconds)";
            log.End(StageIds.Acquire, started, StageOutcome.TimedOut, reason);
            return new ScanFailure(FailureKind.RegistryUnavailable, reason);
        }

        var named = pulled.IsSuccess ? await bases.FindAsync(pulled.Value, cancellationToken) : new Dictionary<string, string>();
        log.End(StageIds.Acquire, started, pulled.IsSuccess ? StageOutcome.Completed : StageOutcome.Failed, pulled.Failure?.Message, PullEvidence(image.Reference.Registry, named));
        return pulled;
    }

    // What a pull costs is somebody's: the report says how much of it is left.
    private Dictionary<string, string> PullEvidence(string registry, IReadOnlyDictionary<string, string> named)
    {
        var evidence = new Dictionary<string, string>(named) { ["source"] = "registry" };
        if (budget?.States.Where(state => state.Account.Registry == registry && state.Limit is not null).MinBy(state => state.Remaining) is { } state)
        {
            evidence["pulls left"] = string.Create(CultureInfo.InvariantCulture, $"{state.Remaining} of {state.Limit} at {DisplayText.Clean(registry, 100)}");
        }

        return evidence;
    }

    private static Dictionary<string, string> Evidence(ImageDigest? digest, ImagePlatform platform, string note)
        => new() { ["digest"] = digest?.Value ?? "none", ["platform"] = platform.ToString(), ["source"] = note };

    private sealed class PullObserver(StageLog log, long compressedBytes) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            var total = Math.Max(value.TotalBytes, compressedBytes);
            log.Progress(StageIds.Acquire, total > 0 ? Math.Min(1, (double)value.DoneBytes / total) : null,
                string.Create(CultureInfo.InvariantCulture, $"{value.DoneBytes / MiB} of {total / MiB} MiB"));
        }
    }
}
