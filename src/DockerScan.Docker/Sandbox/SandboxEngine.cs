using DockerScan.Core;
using DockerScan.Core.Sandbox;
using Microsoft.Extensions.Logging;

namespace DockerScan.Docker.Sandbox;

/// <summary>Sandboxes on a Docker engine.</summary>
internal sealed class SandboxEngine(
    SandboxConnection connection,
    EngineFacts facts,
    SentinelImage sentinel,
    TargetImages targets,
    SandboxSweep sweep,
    SandboxProgram program,
    IIdGenerator ids,
    TimeProvider time,
    ILogger<SandboxEngine> logger) : ISandboxEngine
{
    // As many as the engine can reasonably mount; a hostile image may name thousands.
    private const int MaxVolumes = 32;

    public bool IsHere => facts.IsHere;

    public Task<SandboxEngineInfo> DescribeAsync(string? runtime, CancellationToken cancellationToken)
        => facts.ReadAsync(runtime, cancellationToken);

    public async Task<ISandboxSession> OpenAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var options = connection.Sandbox.Options;
        var names = new SandboxNames(spec.Scan, ids.NewId(), options.ScanLabel, options.Owner);
        var info = await facts.GetAsync(spec.Runtime, cancellationToken);
        var binary = await sentinel.ReadAsync(spec.SentinelPath, program.BinaryPath, cancellationToken);
        var sentinelImage = await sentinel.EnsureAsync(binary, cancellationToken);
        var images = new SessionImages(connection.Sandbox, targets, spec.Image, sentinelImage);
        var containers = new SandboxContainers(spec, names, program);
        var session = new SandboxSession(connection.Sandbox, containers, images.ReleaseAsync, time, logger);
        var isOpen = false;
        try
        {
            await images.EnsureAsync(names, cancellationToken);
            if (images.Volumes.Count > MaxVolumes)
            {
                throw new EngineException(new ScanFailure(
                    FailureKind.TooLarge, FormattableString.Invariant($"the image names {images.Volumes.Count} volumes; at most {MaxVolumes} can be bounded")));
            }

            var network = await session.CreateAsync(SandboxRole.Network, containers.Network(sentinelImage, facts.HasIPv6), cancellationToken);
            session.Control = spec.Image is null ? null : new StartControl(connection.Sandbox, containers, sentinelImage, info.HasDiskQuota);
            // The network takes its time to start: the others are made meanwhile.
            session.Prepare(async token =>
            {
                if (await session.TryCreateTargetAsync(containers.Target(images.Id, network, images.Volumes, info.HasDiskQuota), token) is { } target)
                {
                    await Task.WhenAll(
                        PlantAsync(session, spec, target, binary.Content, token),
                        session.CreateAsync(SandboxRole.Inspector, containers.Inspector(sentinelImage, network, target), token));
                }
            });
            isOpen = true;
        }
        finally
        {
            if (!isOpen)
            {
                await session.DisposeAsync();
            }
        }

        SandboxLog.Opened(logger, (long)time.GetElapsedTime(started).TotalMilliseconds);
        return session;
    }

    private async Task PlantAsync(SandboxSession session, SandboxSpec spec, string target, byte[] gate, CancellationToken cancellationToken)
    {
        session.Refused = await new VolumePlaces(connection.Sandbox, target).FindObstacleAsync(spec.Image?.Configuration.Volumes.Take(MaxVolumes) ?? [], cancellationToken);
        session.Planted = await new TargetFiles(connection.Sandbox, target, logger).PlantAsync(spec.GatePath, gate, spec.Files, cancellationToken);
    }

    public Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
        => sweep.RunAsync(findRunning, cancellationToken);
}
