using DockerScan.Core;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The engine counts what was written, never twice at once, and rests longer the longer it takes.</summary>
public sealed class WrittenWatchTests : IAsyncDisposable
{
    private readonly ScriptedSession _session = new();
    private readonly FakeTimeProvider _time = new();
    private readonly WrittenWatch _watch;

    public WrittenWatchTests() => _watch = new WrittenWatch(_session, 10L << 20, _time);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Asked => _session.Steps.Count(step => step == "count");

    [Fact]
    public void Look_EngineIsSlow_IsAskedOnceAndThenRests()
    {
        var answer = new TaskCompletionSource<long>();
        _session.Counting = answer.Task;
        Pass(2);
        Pass(3);
        Assert.Equal(1, Asked);

        answer.SetResult(1L << 20);
        Assert.Null(_watch.Look(Token));
        _session.Counting = null;
        Pass(23);
        Assert.Equal(1, Asked);
        Pass(22);

        Assert.Equal(2, Asked);
        Assert.StartsWith("at most 1 MiB of 10, counted 2 times, every 27 s at most, in 3000 ms at most", _watch.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_TooMuch_SaysHowMuch()
    {
        _session.WrittenBytes = (17L << 20) + (512 << 10);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("it wrote more than 10 MiB, 17.5 MiB in all", _watch.Look(Token));
    }

    // A file that was opened and deleted is in no folder that the engine walks through.
    [Theory]
    [InlineData(4, 7, "it wrote more than 10 MiB, 11 MiB in all")]
    [InlineData(0, 11, "it wrote more than 10 MiB, 11 MiB in all")]
    [InlineData(4, 5, null)]
    public void Look_FilesWithoutAName_CountWithTheLayer(long layer, long unlinked, string? expected)
    {
        var watch = new WrittenWatch(_session, 10L << 20, _time, () => unlinked << 20);
        _session.WrittenBytes = layer << 20;
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(expected, watch.Look(Token));
    }

    [Fact]
    public void Look_EngineDoesNotSay_IsToldAndAskedAgain()
    {
        _session.Counting = Task.FromException<long>(new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "too slow")));
        Pass(2);
        Assert.Null(_watch.Look(Token));
        Assert.True(_watch.IsBlind);

        _session.Counting = null;
        Pass(2);
        _watch.Look(Token);

        Assert.False(_watch.IsBlind);
        Assert.EndsWith("; 1 times the engine did not say", _watch.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_BeforeTheFirstQuestion_ClaimsNothing()
    {
        Pass(1);

        Assert.Equal((0, null, false), (Asked, _watch.Note, _watch.IsBlind));
    }

    private void Pass(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Null(_watch.Look(Token));
    }
}
