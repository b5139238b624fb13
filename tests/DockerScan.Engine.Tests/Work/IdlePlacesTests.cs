using DockerScan.Engine.Work;

namespace DockerScan.Engine.Tests.Work;

public sealed class IdlePlacesTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private readonly IdlePlaces _places = new(3, new IdlePause(Shortest, Longest));
    private int _looks;

    [Fact]
    public async Task StepAsync_AllIdle_TheFirstAloneLooksAndLessAndLessOften()
    {
        List<TimeSpan> pauses = [];
        for (var round = 0; round < 4; round++)
        {
            pauses.Add(await StepAsync(0, finds: false));
            await StepAsync(1, finds: false);
            await StepAsync(2, finds: false);
        }

        Assert.Equal(4, _looks);
        Assert.Equal([Shortest, 2 * Shortest, Longest, Longest], pauses);
    }

    [Fact]
    public async Task StepAsync_FirstWorks_TheNextLooksForTheRest()
    {
        var work = new TaskCompletionSource<bool>();
        var first = _places.StepAsync(0, () => work.Task);

        await StepAsync(1, finds: false);
        await StepAsync(2, finds: false);
        Assert.Equal(1, _looks);
        work.SetResult(true);

        Assert.Equal(TimeSpan.Zero, await first);
    }

    [Fact]
    public async Task StepAsync_Worked_TheNextPauseIsShortAgain()
    {
        await StepAsync(0, finds: false);
        await StepAsync(0, finds: false);
        await StepAsync(0, finds: true);

        Assert.Equal(Shortest, await StepAsync(0, finds: false));
    }

    [Fact]
    public async Task StepAsync_FirstBreaks_OthersLookWhileItPauses()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _places.StepAsync(0, () => throw new InvalidOperationException("broke")));

        await StepAsync(1, finds: false);

        Assert.Equal(1, _looks);
    }

    private Task<TimeSpan> StepAsync(int place, bool finds) => _places.StepAsync(place, () =>
    {
        _looks++;
        return Task.FromResult(finds);
    });
}
