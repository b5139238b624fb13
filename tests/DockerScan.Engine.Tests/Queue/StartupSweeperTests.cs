using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Engine.Tests.Queue;

public sealed class StartupSweeperTests
{
    [Fact]
    public async Task RunAsync_SandboxEngineIsAway_MainEngineIsSweptAllTheSame()
    {
        var store = new FakeScanStore(TimeProvider.System);
        var engine = new FakeImageEngine();
        var running = ScanId.Parse("stillruns01");
        await store.EnqueueAsync(running, Rig.Request(), ScanSamples.Start, TestContext.Current.CancellationToken);
        await store.ClaimAsync(running, TestContext.Current.CancellationToken);
        using var rig = new Rig();
        var sweeper = new StartupSweeper(
            store, new FakeCardStore(), rig.Services.GetRequiredService<IReputationStore>(), rig.Services.GetRequiredService<IWatchStore>(), new WorkerPresence(string.Empty, new RandomIdGenerator()), engine,
            [new AwayEngine()], new LeftOvers(), NullLogger<StartupSweeper>.Instance);

        await sweeper.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([running], engine.SpareWhenSwept);
    }

    [Fact]
    public async Task RunAsync_NoEngine_IsOneLineWithoutAnException()
    {
        using var rig = new Rig();
        rig.Engine.SweepTrouble = new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "away"), new IOException("a stack of its own"));
        var log = new FakeLogger<StartupSweeper>();
        var sweeper = new StartupSweeper(
            rig.Services.GetRequiredService<IScanStore>(), new FakeCardStore(), rig.Services.GetRequiredService<IReputationStore>(), rig.Services.GetRequiredService<IWatchStore>(), new WorkerPresence(string.Empty, new RandomIdGenerator()),
            rig.Engine, [new AwayEngine()], new LeftOvers(), log);

        await sweeper.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([("Leftover containers could not be looked for: away", (Exception?)null)], log.Lines);
    }

    [Fact]
    public async Task StartAsync_Twice_OpensAndRemovesOnce()
    {
        using var rig = new Rig();

        await rig.Sweeper.StartAsync(TestContext.Current.CancellationToken);
        await rig.Sweeper.StartAsync(TestContext.Current.CancellationToken);
        await rig.Services.GetRequiredService<LeftOvers>().Removal;

        Assert.Equal(1, rig.Engine.Sweeps);
    }

    private sealed class FakeLogger<T> : ILogger<T>
    {
        public List<(string Line, Exception? Exception)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add((formatter(state, exception), exception));
    }

    private sealed class AwayEngine : ISandboxEngine
    {
        public bool IsHere => true;

        public Task<SandboxEngineInfo> DescribeAsync(string? runtime, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ISandboxSession> OpenAsync(SandboxSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken)
            => throw new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "away"));
    }
}
