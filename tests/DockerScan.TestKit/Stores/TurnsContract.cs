using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>What work must hold that people and schedules ask for: who comes first.</summary>
public abstract class TurnsContract<T> : LeasedContract<T>
{
    /// <summary>Adds an item that somebody asks for.</summary>
    protected abstract Task AddAsync(int number, string asker, bool isSchedule);

    protected override Task AddAsync(int number) => AddAsync(number, "slack:T1/C1/U1", isSchedule: false);

    [Fact]
    public async Task ClaimAsync_SchedulesAskedFirst_PeopleComeFirst()
    {
        await AddAsync(1, "schedule", isSchedule: true);
        await AddAsync(2, "schedule", isSchedule: true);
        await AddAsync(3, "slack:T1/C1/U1", isSchedule: false);

        Assert.Equal([3, 1, 2], await OrderAsync());
    }

    [Fact]
    public async Task ClaimAsync_ForPeople_LeavesSchedulesAlone()
    {
        await AddAsync(1, "schedule", isSchedule: true);
        var wish = Wish(Owner, Lasting) with { IsForPeople = true };

        Assert.Null(await (await CreateAsync()).ClaimAsync(wish, Token));
        await AddAsync(2, "slack:T1/C1/U1", isSchedule: false);

        Assert.Equal(2, NumberOf((await (await CreateAsync()).ClaimAsync(wish, Token))!.Item));
        Assert.Null(await (await CreateAsync()).ClaimAsync(wish, Token));
    }

    [Fact]
    public async Task ClaimAsync_SomebodyAskedForMuch_AskersGoRound()
    {
        for (var number = 1; number <= 4; number++)
        {
            await AddAsync(number, "slack:T1/C1/U1", isSchedule: false);
        }

        await AddAsync(5, "slack:T1/C1/U2", isSchedule: false);
        await AddAsync(6, "slack:T1/C1/U2", isSchedule: false);
        await AddAsync(7, "discord:G1/C1/U3", isSchedule: false);

        Assert.Equal([1, 5, 7, 2, 6, 3, 4], await OrderAsync());
    }

    [Fact]
    public async Task ClaimAsync_ThreeHundredOfOneAskerWait_AnothersIsNext()
    {
        for (var number = 1; number <= 300; number++)
        {
            await AddAsync(number, "slack:T1/C1/U1", isSchedule: number % 2 == 0);
        }

        await ClaimedAsync(Owner, Lasting);
        await AddAsync(301, "slack:T1/C1/U2", isSchedule: false);

        Assert.Equal(301, NumberOf((await ClaimedAsync(Owner, Lasting)).Item));
    }

    [Fact]
    public async Task ClaimAsync_OneAskerInTwoChannels_HasOneTurn()
    {
        await AddAsync(1, "slack:T1/C1/U1", isSchedule: false);
        await AddAsync(2, "slack:T1/C2/U1", isSchedule: false);
        await AddAsync(3, "slack:T1/C2/U2", isSchedule: false);

        Assert.Equal([1, 3, 2], await OrderAsync());
    }

    [Fact]
    public async Task ClaimAsync_AskerComesWhileAnothersManyAreWorkedOn_IsNext()
    {
        for (var number = 1; number <= 9; number++)
        {
            await AddAsync(number, "slack:T1/C1/U1", isSchedule: false);
        }

        for (var number = 1; number <= 4; number++)
        {
            var claimed = await ClaimedAsync(Owner, Lasting);
            await Ends[0].Write(await CreateAsync(), claimed);
        }

        await ClaimedAsync(Owner, Lasting);
        await AddAsync(10, "slack:T1/C1/U2", isSchedule: false);
        await AddAsync(11, "slack:T1/C1/U2", isSchedule: false);

        // Whoever comes is not paid for the time before: one turn each from here on.
        Assert.Equal([10, 6, 11, 7, 8, 9], await OrderAsync());
    }

    protected async Task<IReadOnlyList<int>> OrderAsync()
    {
        List<int> order = [];
        while (await (await CreateAsync()).ClaimAsync(Wish(Owner, Lasting), Token) is { } claimed)
        {
            order.Add(NumberOf(claimed.Item));
        }

        return order;
    }
}
