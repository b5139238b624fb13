using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;

namespace DockerScan.Scanners.Sandbox;

/// <summary>One sandbox from its first container's start to the end of the window.</summary>
internal sealed class SandboxRun(ISandboxSession session, SandboxSpec spec, TimeSpan window, TimeProvider time, LiveNews? news = null) : IAsyncDisposable
{
    private const long MaxEventBytes = 32L << 20;
    private const int PollMs = 50;

    // Nothing of the target is left to act once it has ended, and a sentinel tells all it has when it is stopped: this is
    // for what is still on its way through the kernel.
    private static readonly TimeSpan AfterEnd = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closed = new();
    private readonly List<Task> _readers = [];
    private Task _inspecting = Task.CompletedTask;
    private Task<SandboxExit>? _exit;
    private WrittenWatch? _written;
    private long _startedAt;

    public EventCollector Network { get; } = new("network", time, news is null ? null : news.See);

    public EventCollector Inspector { get; } = new("inspect", time, news is null ? null : news.See);

    public LogTail Log { get; } = new();

    /// <summary>What the target wrote.</summary>
    public WrittenWatch Written => _written ??= new(session, spec.Limits.MaxWrittenBytes, time, () => Inspector.LastHeartbeat?.UnlinkedBytes ?? 0);

    /// <summary>How the target was kept from acting; known after <see cref="HoldAsync"/>, null when it never ran.</summary>
    public TargetHold? Hold { get; private set; }

    /// <summary>When the watching ended, on the sentinels' clock; null when that clock is not known.</summary>
    public long? EndMs { get; private set; }

    /// <summary>The target's end; known after <see cref="StopAsync"/>.</summary>
    public SandboxExit? Exit { get; private set; }

    /// <summary>How long the image's own command ran, as far as it was watched; null when it never did.</summary>
    public TimeSpan? Ran { get; private set; }

    /// <summary>The engine's words when the target could not be started at all.</summary>
    public string? StartError { get; private set; }

    /// <summary>Awaited right before the target starts: throws when it is not to.</summary>
    public Func<CancellationToken, Task>? ConfirmAsync { get; init; }

    /// <summary>Starts the three containers; afterwards the image's own command runs and is watched.</summary>
    /// <exception cref="SandboxFailedException">A sentinel does not work.</exception>
    /// <exception cref="Core.EngineException">The engine failed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await session.StartAsync(SandboxRole.Network, cancellationToken);
        _ = Read(Network, SandboxRole.Network);
        await ReadyAsync(Network, cancellationToken);
        Written.SharedBefore = SharedFile.From(Network.Events()).Sum(file => file.Before.SizeBytes);
        await (ConfirmAsync?.Invoke(cancellationToken) ?? Task.CompletedTask);
        StartError = await session.StartAsync(SandboxRole.Target, cancellationToken);
        if (StartError is not null)
        {
            return;
        }

        _readers.Add(Log.CollectAsync(session.ReadLinesAsync(SandboxRole.Target, spec.Limits.MaxLogBytes, _closed.Token), _closed.Token));
        _exit = session.WaitAsync(SandboxRole.Target, _closed.Token);
        await session.StartAsync(SandboxRole.Inspector, cancellationToken);
        _inspecting = Read(Inspector, SandboxRole.Inspector);
        await ReadyAsync(Inspector, cancellationToken);
        _startedAt = time.GetTimestamp();
    }

    /// <summary>Watches until the window ends, the target has ended and all is quiet, or it crosses a limit.</summary>
    public async Task<RunWatch> WatchAsync(CancellationToken cancellationToken)
    {
        if (_exit is null)
        {
            return new RunWatch(WindowEnded: false, KilledFor: null);
        }

        var guard = new WatcherGuard(Inspector, Network, time);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(PollMs), time);
        while (time.GetElapsedTime(_startedAt) < window)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            Ran = time.GetElapsedTime(_startedAt);
            if (_exit.IsCompleted)
            {
                var ended = Inspector.RoleMs;
                await Task.Delay(AfterEnd, time, cancellationToken);
                return new RunWatch(WindowEnded: false, KilledFor: null) { Attack = Inspector.Attack, TargetEndMs = ended };
            }

            if (guard.Ask() is { } attack)
            {
                // At once: a stopped inspector does not end when it is told to, and whoever stopped it still acts.
                await session.StopAsync(SandboxRole.Target, cancellationToken);
                return new RunWatch(WindowEnded: false, KilledFor: null) { Attack = attack };
            }

            if (Written.Look(_closed.Token) is { } written)
            {
                return new RunWatch(WindowEnded: false, written);
            }
        }

        return new RunWatch(!_exit.IsCompleted, KilledFor: null) { Attack = Inspector.Attack };
    }

    /// <summary>
    /// Keeps the target from acting and lets the inspector take its last look; then what the target left can be read. It is
    /// frozen and not killed: whoever waits for the watcher's end to clean up behind himself would have a moment for it.
    /// Where the runtime cannot freeze, it is killed before the inspector ends.
    /// </summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        if (_exit is null)
        {
            return;
        }

        Hold = _exit.IsCompleted ? TargetHold.Ended : await session.FreezeAsync(cancellationToken);
        if (Hold == TargetHold.CannotFreeze)
        {
            await session.StopAsync(SandboxRole.Target, cancellationToken);
        }

        EndMs = Network.RoleMs ?? Inspector.RoleMs;
        Inspector.MayEnd = true;
        await session.StopAsync(SandboxRole.Inspector, cancellationToken);
        await _inspecting.WaitAsync(DrainLimit, time, cancellationToken);
    }

    /// <summary>Ends what still runs and waits for its last words.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_exit is not null && Hold is null)
        {
            await HoldAsync(cancellationToken);
        }

        // What is frozen sends nothing more, so that its network may end beside it.
        Network.MayEnd = true;
        await Task.WhenAll(
            Hold == TargetHold.Frozen ? session.StopAsync(SandboxRole.Target, cancellationToken) : Task.CompletedTask,
            session.StopAsync(SandboxRole.Network, cancellationToken));
        Exit = _exit is null ? null : await _exit.WaitAsync(DrainLimit, time, cancellationToken);
        await Task.WhenAll(_readers).WaitAsync(DrainLimit, time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        foreach (var task in _readers.Append(_exit ?? Task.CompletedTask).Append(Written.Asking))
        {
            // What they failed of was told already, or is the closing itself.
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _closed.Dispose();
    }

    private Task Read(EventCollector collector, SandboxRole role)
    {
        var reading = collector.CollectAsync(session.ReadLinesAsync(role, MaxEventBytes, _closed.Token), _closed.Token);
        _readers.Add(reading);
        return reading;
    }

    private async Task ReadyAsync(EventCollector collector, CancellationToken cancellationToken)
    {
        try
        {
            await collector.Ready.WaitAsync(ReadyLimit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new SandboxFailedException($"a sentinel was not ready within {ReadyLimit.TotalSeconds:0} s");
        }
    }
}
