using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Sandbox.Places;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Builds a sandbox, lets the image run in it, and gives the record of what was seen.</summary>
internal sealed class SandboxRunner(
    ISandboxEngine engine, SandboxPlaces places, SandboxRemoval removal, Aftermath aftermath, CaptureTaker capture, TimeProvider time)
{
    /// <exception cref="EngineException">The engine failed, or the scan is another worker's by now.</exception>
    /// <exception cref="SandboxFailedException">The sandbox itself does not work.</exception>
    public async Task<SandboxRecord> RunAsync(
        SandboxSpec spec, TimeSpan window, TargetContent? target, Honeytokens tokens, LiveNews? news, ScannerInput? input, CancellationToken cancellationToken)
    {
        var place = await places.EnterAsync(cancellationToken);
        ISandboxSession? session = null;
        try
        {
            session = await engine.OpenAsync(spec, cancellationToken);
            return await RunAsync(session, spec, window, target, tokens, news, input?.ConfirmAsync, cancellationToken);
        }
        finally
        {
            var removing = removal.Begin(session, place);
            input?.AfterAnswer(removing);
        }
    }

    private async Task<SandboxRecord> RunAsync(
        ISandboxSession session, SandboxSpec spec, TimeSpan window, TargetContent? target, Honeytokens tokens, LiveNews? news, Func<CancellationToken, Task>? confirmAsync, CancellationToken cancellationToken)
    {
        await using var run = new SandboxRun(session, spec, window, time, news) { ConfirmAsync = confirmAsync };
        await run.StartAsync(cancellationToken);
        var watch = await run.WatchAsync(cancellationToken);
        await run.HoldAsync(cancellationToken);
        // What was never started left nothing: there may not even be a container to read.
        var left = target is null || run.StartError is not null
            ? null
            : await aftermath.ReadAsync(session, Record(spec, window, run, watch, target, tokens), target, cancellationToken);
        await run.StopAsync(cancellationToken);
        var record = Record(spec, window, run, watch, target, tokens);
        return left is not null
            ? left.AddTo(await capture.TakeAsync(session, record, cancellationToken))
            : record with { Changes = run.StartError is null ? record.Changes : new SandboxChanges([], 0) };
    }

    private static double? Worst(double? one, double? other) => one is null ? other : Math.Max(one.Value, other ?? 0);

    private static IEnumerable<Gap> Gaps(SandboxRun run, IReadOnlyList<SharedFile> shared, TargetContent? target, Honeytokens tokens)
    {
        foreach (var path in target is null ? [] : tokens.Unplanted)
        {
            yield return new Gap(GapKind.CredentialsNotPlanted, $"the image has {DisplayText.Clean(path, 200)} of its own, so no credentials were planted there, and what it does with those is not known");
        }

        if (run.Written.IsBlind)
        {
            yield return new Gap(GapKind.ChangesUnread, "the engine did not count what the target wrote");
        }

        if (run.Exit is not null && (shared.Count == 0 || shared.Any(file => file.After is null)))
        {
            yield return new Gap(GapKind.ChangesUnread, "whether hosts, hostname and resolv.conf were changed was not told");
        }
    }

    private static SandboxRecord Record(
        SandboxSpec spec, TimeSpan window, SandboxRun run, RunWatch watch, TargetContent? target, Honeytokens tokens)
    {
        var inspected = run.Inspector.Events();
        var network = run.Network.Events();
        var shared = SharedFile.From(network);
        var start = (inspected.FirstOrDefault(each => each is ReadyEvent) ?? network.FirstOrDefault(each => each is ReadyEvent))?.Ms ?? 0;
        return new SandboxRecord
        {
            Mode = spec.Mode,
            WindowSeconds = (int)window.TotalSeconds,
            TargetStartMs = start,
            NetworkEvents = network,
            InspectEvents = inspected,
            Exit = run.StartError is { } error ? new SandboxExit(127, IsOutOfMemory: false, error) : run.Exit,
            RanMs = run.Ran is { } ran ? (long)ran.TotalMilliseconds : null,
            EndMs = run.EndMs,
            Shared = shared,
            Hold = run.Hold,
            WrittenNote = run.Written.Note,
            Gaps = [.. Gaps(run, shared, target, tokens)],
            WindowEnded = watch.WindowEnded,
            KilledFor = watch.KilledFor,
            WatcherAttack = watch.Attack,
            TargetEndMs = watch.TargetEndMs,
            Configuration = spec.Image?.Configuration ?? new Core.Images.ImageConfiguration(),
            Image = target?.Index,
            TokenFiles = tokens.FileTokens,
            PlantedPaths = [spec.GatePath],
            ArePlantedGone = inspected.OfType<ReadyEvent>().Any(ready => ready.Details.Contains("gate=removed", StringComparison.Ordinal)),
            HostName = spec.HostName,
            Resolvers = network.OfType<ReadyEvent>().FirstOrDefault()?.Resolvers ?? [],
            LogTail = run.Log.Lines(),
            EventDelayMs = Worst(run.Network.DelayMs, run.Inspector.DelayMs),
            Failures = [.. run.Network.Failures(), .. run.Inspector.Failures()],
        };
    }
}

/// <summary>How the watching of one run ended.</summary>
/// <param name="WindowEnded">True when the target still ran.</param>
/// <param name="KilledFor">The limit it crossed; null when none.</param>
internal sealed record RunWatch(bool WindowEnded, string? KilledFor)
{
    /// <summary>What was done to the inspector; null when nothing was.</summary>
    public string? Attack { get; init; }

    /// <summary>When the target's end was known, on the sentinel's clock; null when it did not end, or that clock is not known.</summary>
    public long? TargetEndMs { get; init; }
}
