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
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(4, 1, 3)]
    public async Task ExecuteAsync_Places_FromTwoOnOneIsKeptForPeople(int places, int forPeople, int forAll)
    {
        var worker = new CountedWorker();
        var loop = new WorkLoop(new FakeTimeProvider(), NullLogger<WorkLoop>.Instance);
        using var service = new ScanQueueService(worker, loop, Options.Create(new ScanningOptions { Concurrency = places }));

        await service.StartAsync(TestContext.Current.CancellationToken);
        // The clock stands still: each place asks once, and then pauses for ever.
        await worker.Asked(places).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((forPeople, forAll), (worker.ForPeople, worker.ForAll));
    }

    private sealed class CountedWorker : IScanWorker
    {
        private int _forPeople;
        private int _forAll;

        public int ForPeople => _forPeople;

        public int ForAll => _forAll;

        public async Task Asked(int times)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (Volatile.Read(ref _forPeople) + Volatile.Read(ref _forAll) < times)
            {
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }

        public Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _forAll);
            return Task.FromResult(false);
        }

        public Task<bool> RunNextForPeopleAsync(OnStop onStop, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _forPeople);
            return Task.FromResult(false);
        }
    }
}
