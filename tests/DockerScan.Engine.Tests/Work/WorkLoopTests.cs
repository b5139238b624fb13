using System.Threading.Channels;
using DockerScan.Core.Stores;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Engine.Tests.Work;

/// <summary>The loop on work in memory, with a clock that the test drives.</summary>
public sealed class WorkLoopTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ArmedTime _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryLeased<string> _items;
    private readonly WorkLoop _loop;

    public WorkLoopTests()
    {
        _items = new MemoryLeased<string>(_time);
        _loop = new WorkLoop(_time, NullLogger<WorkLoop>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunNextAsync_NothingToClaim_IsFalse() => Assert.False(await RunAsync(new ScriptedWork(_items)));

    [Fact]
    public async Task RunNextAsync_Done_IsEndedByTheWorkAlone()
    {
        _items.Add("a", "a");

        Assert.True(await RunAsync(new ScriptedWork(_items)));

        Assert.Null(await ClaimAsync());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task RunNextAsync_Later_IsGivenBackAndDueThen(bool isFailure, int failures)
    {
        _items.Add("a", "a");

        Assert.True(await RunAsync(new ScriptedWork(_items) { Do = (_, _) => Task.FromResult(new WorkEnd(TimeSpan.FromSeconds(5), isFailure)) }));

        Assert.Null(await ClaimAsync());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await ClaimAsync());
        Assert.Equal(failures, _items.FailuresOf("a"));
    }

    [Fact]
    public async Task RunNextAsync_WorkBreaks_IsAFailureThatWaitsAndTheCallerHearsOfIt()
    {
        _items.Add("a", "a");

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new ScriptedWork(_items) { Do = (_, _) => throw new InvalidOperationException("it broke") }));

        Assert.Equal(1, _items.FailuresOf("a"));
        Assert.Null(await ClaimAsync());
        _time.Advance(ScriptedWork.Pause);
        Assert.NotNull(await ClaimAsync());
    }

    [Fact]
    public async Task RunNextAsync_WorkTakesLongerThanTheLease_NobodyElseGetsIt()
    {
        _items.Add("a", "a");
        var go = new TaskCompletionSource();
        var work = new ScriptedWork(_items) { Do = async (claimed, token) => { await go.Task.WaitAsync(token); await _items.EndAsync(claimed.Claim); return WorkEnd.Done; } };
        var running = RunAsync(work);

        for (var second = 0; second < 300; second++)
        {
            await BeatAsync(work);
            Assert.Null(await ClaimAsync());
        }

        go.SetResult();
        Assert.True(await running.WaitAsync(Patience, Token));
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task RunNextAsync_SomebodyWantsItToStop_IsBrokenOffAndTheWorkEndsIt()
    {
        _items.Add("a", "a");
        var work = new ScriptedWork(_items) { Do = Endless };
        var running = RunAsync(work);
        await BeatAsync(work);

        work.Answer = LeaseAnswer.StopWanted;
        await BeatAsync(work);

        Assert.True(await running.WaitAsync(Patience, Token));
        Assert.Equal([true], work.Stops);
    }

    [Fact]
    public async Task RunNextAsync_ClaimIsStale_IsBrokenOffAndNothingIsWritten()
    {
        _items.Add("a", "a");
        var work = new ScriptedWork(_items) { Do = Endless };
        var running = RunAsync(work);
        await BeatAsync(work);

        await _items.EndLeasesAsync("worker", Token);
        var other = await ClaimAsync();
        await _time.PassAsync(Lease / 3, Token);

        Assert.True(await running.WaitAsync(Patience, Token));
        Assert.Empty(work.Stops);
        Assert.Equal(LeaseAnswer.Held, await _items.EndAsync(other!.Claim));
    }

    [Fact]
    public async Task RunNextAsync_ProgramStops_IsGivenBackUntried()
    {
        _items.Add("a", "a");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var work = new ScriptedWork(_items) { Do = Endless };
        var running = _loop.RunNextAsync(_items, new ClaimWish("worker", Lease), work, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience, Token));
        Assert.Equal([false], work.Stops);
        Assert.NotNull(await ClaimAsync());
        Assert.Equal(0, _items.FailuresOf("a"));
    }

    [Fact]
    public async Task RunAsync_StepBreaks_IsTriedAgainAfterAWhile()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var steps = 0;
        var again = new TaskCompletionSource();
        var running = _loop.RunAsync("test", _ =>
        {
            if (++steps == 1)
            {
                throw new InvalidOperationException("it broke");
            }

            again.SetResult();
            return Task.FromResult(TimeSpan.FromDays(1));
        }, stop.Token);

        Assert.Equal(1, steps);
        _time.Advance(TimeSpan.FromSeconds(10));
        await again.Task.WaitAsync(Patience, Token);
        await stop.CancelAsync();

        await running.WaitAsync(Patience, Token);
    }

    private static async Task<WorkEnd> Endless(Claimed<string> claimed, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return WorkEnd.Done;
    }

    private Task<bool> RunAsync(ScriptedWork work) => _loop.RunNextAsync(_items, new ClaimWish("worker", Lease), work, Token);

    private Task<Claimed<string>?> ClaimAsync() => _items.ClaimAsync(new ClaimWish("other", Lease), Token);

    // A second passes, and the loop has looked.
    private async Task BeatAsync(ScriptedWork work)
    {
        await _time.PassAsync(TimeSpan.FromSeconds(1), Token);
        await work.BeatenAsync(Token);
    }

    private sealed class ScriptedWork(MemoryLeased<string> items) : IWork<string>
    {
        public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

        private readonly Channel<bool> _beats = Channel.CreateUnbounded<bool>();

        public Func<Claimed<string>, CancellationToken, Task<WorkEnd>> Do { get; init; } = async (claimed, _) =>
        {
            await items.EndAsync(claimed.Claim);
            return WorkEnd.Done;
        };

        public LeaseAnswer Answer { get; set; } = LeaseAnswer.Held;

        public List<bool> Stops { get; } = [];

        public TimeSpan PauseAfter(string item) => Pause;

        public Task<WorkEnd> DoAsync(Claimed<string> claimed, CancellationToken cancellationToken) => Do(claimed, cancellationToken);

        public Task<LeaseAnswer> BeatAsync(Claimed<string> claimed, CancellationToken cancellationToken)
        {
            var answer = Answer;
            _beats.Writer.TryWrite(true);
            return Task.FromResult(answer);
        }

        /// <summary>Waits for the next look of the loop.</summary>
        public async Task BeatenAsync(CancellationToken cancellationToken) => await _beats.Reader.ReadAsync(cancellationToken);

        public Task<WorkEnd> StopAsync(Claimed<string> claimed, bool isWanted, CancellationToken cancellationToken)
        {
            Stops.Add(isWanted);
            return Task.FromResult(isWanted ? WorkEnd.Done : WorkEnd.Again(TimeSpan.Zero));
        }
    }
}
