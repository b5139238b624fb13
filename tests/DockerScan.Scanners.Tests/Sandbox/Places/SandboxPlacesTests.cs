using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Places;
using DockerScan.Scanners.Tests.Sandbox.Support;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox.Places;

/// <summary>One sandbox always runs; another only while the machine holds it, and never more than were set.</summary>
public sealed class SandboxPlacesTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly FakeMachine _machine = new();
    private readonly ScriptedEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SandboxOptions _options = new() { MemoryMiB = 512 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_FirstOfAFullMachine_RunsAtOnce()
    {
        (_machine.AvailableMiB, _machine.Idle) = (0, 0);
        using var places = Make();

        using var place = await places.EnterAsync(Token);

        Assert.NotNull(place);
    }

    // Each may take its 512 MiB, and 512 stay for the rest: 1,536 are needed for a second.
    [Theory]
    [InlineData(1536, 0.25, true)]
    [InlineData(1535, 2.0, false)]
    [InlineData(8192, 0.24, false)]
    public async Task EnterAsync_Second_RunsWhereTheMachineHoldsIt(int availableMiB, double idle, bool runs)
    {
        (_machine.AvailableMiB, _machine.Idle) = (availableMiB, idle);
        using var places = Make();
        using var first = await places.EnterAsync(Token);

        var second = places.EnterAsync(Token);
        for (var look = 0; look < 10; look++)
        {
            await PassAsync(second);
        }

        Assert.Equal(runs, second.IsCompletedSuccessfully);
        first.Dispose();
        await EndsAsync(second);
    }

    [Fact]
    public async Task EnterAsync_MachineGetsRoom_TheWaitingOneRuns()
    {
        _machine.Idle = 0;
        using var places = Make();
        using var first = await places.EnterAsync(Token);
        var second = places.EnterAsync(Token);
        await PassAsync(second);
        Assert.False(second.IsCompleted);

        _machine.Idle = 2;

        await EndsAsync(second);
    }

    [Fact]
    public async Task EnterAsync_CannotBeReadInBetween_WaitsForTheNextLook()
    {
        using var places = Make();
        using var first = await places.EnterAsync(Token);
        _machine.IsReadable = false;
        var second = places.EnterAsync(Token);
        await PassAsync(second);
        await PassAsync(second);
        Assert.False(second.IsCompleted);

        _machine.IsReadable = true;

        await EndsAsync(second);
    }

    [Theory]
    [InlineData(0, true, true, SandboxPlaces.Most)]
    [InlineData(0, false, true, SandboxPlaces.Unmeasured)]
    [InlineData(0, true, false, SandboxPlaces.Unmeasured)]
    [InlineData(3, true, true, 3)]
    [InlineData(1, false, false, 1)]
    public async Task EnterAsync_Many_NeverMoreThanThat(int set, bool isHere, bool isReadable, int most)
    {
        (_options.Concurrency, _engine.IsHere, _machine.IsReadable, _machine.AvailableMiB) = (set, isHere, isReadable, 1 << 20);
        using var places = Make();
        for (var running = 0; running < most; running++)
        {
            await EndsAsync(places.EnterAsync(Token));
        }

        var next = places.EnterAsync(Token);
        await PassAsync(next);
        await PassAsync(next);

        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task EnterAsync_NumberIsSet_MeasuresNothing()
    {
        (_options.Concurrency, _machine.Idle) = (2, 0);
        using var places = Make();
        using var first = await places.EnterAsync(Token);

        using var second = await places.EnterAsync(Token);

        Assert.Equal(0, _machine.Looks);
    }

    [Fact]
    public async Task EnterAsync_CancelledWhileItWaits_TheNextOneGetsThePlace()
    {
        _machine.Idle = 0;
        using var places = Make();
        var first = await places.EnterAsync(Token);
        using var stop = new CancellationTokenSource();
        var given = places.EnterAsync(stop.Token);
        await PassAsync(given);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        first.Dispose();
        first.Dispose();

        using var next = await places.EnterAsync(Token);
    }

    private SandboxPlaces Make() => new(Options.Create(_options), _engine, _machine, _time);

    private async Task PassAsync(Task waiting)
    {
        for (var turn = 0; turn < 20 && !waiting.IsCompleted; turn++)
        {
            await Task.Yield();
        }

        _time.Advance(Look);
    }

    private async Task EndsAsync(Task<IDisposable> waiting)
    {
        while (!waiting.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            await PassAsync(waiting);
        }

        await waiting;
    }
}
