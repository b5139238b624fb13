using System.Threading.Channels;
using DockerScan.Conversation.Commands.Verbs;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

public sealed class ThrottledUpdatesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<string> _source = Channel.CreateUnbounded<string>();
    private readonly List<(string Text, DateTimeOffset At)> _shown = [];

    [Fact]
    public async Task RunAsync_ManySnapshots_ShowsTheNewestAtMostOnceASecond()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = _time.GetUtcNow();
        var run = RunAsync(cancellationToken);

        // Ten a second for five seconds, and then nothing for a while.
        for (var i = 0; i < 50; i++)
        {
            _source.Writer.TryWrite($"s{i}");
            await AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }

        while (Shown().LastOrDefault().Text != "s49")
        {
            await AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }

        _source.Writer.Complete();
        await run;

        var times = Shown().Select(entry => entry.At).Prepend(start).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1), $"{pair.Second - pair.First}"));
        Assert.InRange(_shown.Count, 1, 7);
    }

    [Fact]
    public async Task RunAsync_StreamEndsWithinTheSecond_ReturnsWithoutWaiting()
    {
        var run = RunAsync(TestContext.Current.CancellationToken);

        _source.Writer.TryWrite("late");
        _source.Writer.Complete();
        await run;

        Assert.Empty(_shown);
    }

    [Fact]
    public async Task RunAsync_SameAsShown_ShowsNothing()
    {
        var run = RunAsync(TestContext.Current.CancellationToken);

        _source.Writer.TryWrite("first");
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        await AdvanceAsync(TimeSpan.FromSeconds(5));
        _source.Writer.Complete();
        await run;

        Assert.Empty(_shown);
    }

    [Fact]
    public async Task RunAsync_StreamBreaks_Throws()
    {
        var run = RunAsync(TestContext.Current.CancellationToken);

        _source.Writer.Complete(new InvalidOperationException("stream"));

        Assert.Equal("stream", (await Assert.ThrowsAsync<InvalidOperationException>(() => run)).Message);
    }

    [Fact]
    public async Task RunAsync_ShowingBreaks_StopsReadingAndThrows()
    {
        var updates = new ThrottledUpdates<string>(_time, StringComparer.Ordinal);
        var run = updates.RunAsync(
            _source.Reader.ReadAllAsync(TestContext.Current.CancellationToken), "first",
            _ => throw new InvalidOperationException("show"), TestContext.Current.CancellationToken);

        _source.Writer.TryWrite("next");
        while (!run.IsCompleted)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("show", (await Assert.ThrowsAsync<InvalidOperationException>(() => run)).Message);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        var run = RunAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private Task RunAsync(CancellationToken cancellationToken)
        => new ThrottledUpdates<string>(_time, StringComparer.Ordinal).RunAsync(
            _source.Reader.ReadAllAsync(cancellationToken), "first", KeepAsync, cancellationToken);

    private Task KeepAsync(string text)
    {
        lock (_shown)
        {
            _shown.Add((text, _time.GetUtcNow()));
        }

        return Task.CompletedTask;
    }

    private List<(string Text, DateTimeOffset At)> Shown()
    {
        lock (_shown)
        {
            return [.. _shown];
        }
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        await Task.Yield();
    }
}
