using DockerScan.Core;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Engine.Tests.Queue;

public sealed class ScanQueueServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly WorkSignal _signal = new();
    private readonly BusyWorker _worker = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(4, 1, 3)]
    public async Task ExecuteAsync_AllWork_FromTwoOnOneIsKeptForPeople(int places, int forPeople, int forAll)
    {
        using var service = Service(places);

        await service.StartAsync(Token);
        await _worker.Asked(_time, places).WaitAsync(Patience, Token);
        await StopAsync(service);

        Assert.Equal((forPeople, forAll), (_worker.ForPeople, _worker.ForAll));
    }

    [Fact]
    public async Task ExecuteAsync_NothingToDo_OnePlaceLooksForAll()
    {
        _worker.IsEmpty = true;
        using var service = Service(places: 4);

        await service.StartAsync(Token);
        await _worker.Asked(_time, 1).WaitAsync(Patience, Token);
        // At most 1.5 s between looks: in a minute far fewer than four places with 0.3 s would take.
        for (var half = 0; half < 120; half++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await StopAsync(service);

        Assert.Equal(0, _worker.ForPeople);
        Assert.InRange(_worker.ForAll, 1, 60);
    }

    [Fact]
    public async Task ExecuteAsync_QueuedInThisProcess_IsTakenWithoutWaitingForALook()
    {
        _worker.IsEmpty = true;
        using var service = Service(places: 1);
        await service.StartAsync(Token);
        await _worker.Asked(_time, 1).WaitAsync(Patience, Token);

        // The clock stands still from here on: without the signal nobody would look again.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (_worker.ForAll < 3)
        {
            _signal.Set();
            await timer.WaitForNextTickAsync(Token).AsTask().WaitAsync(Patience, Token);
        }

        await StopAsync(service);
    }

    [Fact]
    public async Task StopAsync_WithPatience_WorkGoesOnSoLongAndIsBrokenOffThen()
    {
        using var service = Service(places: 1);
        service.Patience = TimeSpan.FromSeconds(5);
        await service.StartAsync(Token);
        await _worker.Asked(_time, 1).WaitAsync(Patience, Token);

        var stopping = service.StopAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(4));
        var isBrokenOffEarly = _worker.IsBrokenOff;
        _time.Advance(TimeSpan.FromSeconds(1));
        await stopping.WaitAsync(Patience, Token);

        Assert.Equal((false, true, 1), (isBrokenOffEarly, _worker.IsBrokenOff, _worker.ForAll));
    }

    private static Task StopAsync(ScanQueueService service) => service.StopAsync(Token).WaitAsync(Patience, Token);

    private ScanQueueService Service(int places)
        => new(_worker, new WorkLoop(_time, NullLogger<WorkLoop>.Instance), Options.Create(new ScanningOptions { Concurrency = places }), _time, _signal);

    /// <summary>Has a scan in hand until it is stopped, each time that it is asked.</summary>
    private sealed class BusyWorker : IScanWorker
    {
        private int _forPeople;
        private int _forAll;
        private int _brokenOff;

        public bool IsEmpty { get; set; }

        public bool IsBrokenOff => Volatile.Read(ref _brokenOff) > 0;

        public int ForPeople => Volatile.Read(ref _forPeople);

        public int ForAll => Volatile.Read(ref _forAll);

        public async Task Asked(FakeTimeProvider time, int times)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (ForPeople + ForAll < times)
            {
                await timer.WaitForNextTickAsync(Token);
                time.Advance(TimeSpan.FromMilliseconds(300));
            }
        }

        public Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _forAll);
            return WorkAsync(cancellationToken);
        }

        public Task<bool> RunNextForPeopleAsync(OnStop onStop, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _forPeople);
            return WorkAsync(cancellationToken);
        }

        private async Task<bool> WorkAsync(CancellationToken cancellationToken)
        {
            if (IsEmpty)
            {
                return false;
            }

            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Increment(ref _brokenOff);
            return true;
        }
    }
}
