using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <content>The quota's ledger.</content>
public abstract partial class ReputationStoreContract
{
    private const string Account = "account-1";
    private static readonly QuotaLimits Free = new(4, 500, 100);

    [Fact]
    public async Task TryTakeAsync_MinuteFull_SaysWhenTheNextIsFree()
    {
        var store = await CreateAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.True((await store.TryTakeAsync(Account, Free, true, Start.AddSeconds(i), Token)).IsTaken);
        }

        var refused = await (await CreateAsync()).TryTakeAsync(Account, Free, true, Start.AddSeconds(4), Token);

        Assert.Equal(Start.AddSeconds(60).AddMilliseconds(1), refused.RetryAt);
        Assert.False((await store.TryTakeAsync(Account, Free, true, Start.AddSeconds(60), Token)).IsTaken);
        Assert.True((await store.TryTakeAsync(Account, Free, true, refused.RetryAt!.Value, Token)).IsTaken);
        Assert.False((await store.TryTakeAsync(Account, Free, true, refused.RetryAt.Value, Token)).IsTaken);
    }

    [Fact]
    public async Task TryTakeAsync_AnotherKey_HasItsOwnQuota()
    {
        var store = await CreateAsync();
        var limits = new QuotaLimits(1, 1, 0);
        await store.TryTakeAsync(Account, limits, true, Start, Token);

        Assert.True((await store.TryTakeAsync("account-2", limits, true, Start, Token)).IsTaken);
        Assert.False((await store.TryTakeAsync(Account, limits, true, Start, Token)).IsTaken);
    }

    [Fact]
    public async Task TryTakeAsync_DayFull_WaitsForMidnightOfUtc()
    {
        var store = await CreateAsync();
        var limits = new QuotaLimits(10, 3, 0);
        for (var i = 0; i < 3; i++)
        {
            await store.TryTakeAsync(Account, limits, true, Start.AddHours(i), Token);
        }

        var midnight = new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(midnight, (await store.TryTakeAsync(Account, limits, true, Start.AddHours(13), Token)).RetryAt);
        Assert.True((await store.TryTakeAsync(Account, limits, true, midnight, Token)).IsTaken);
    }

    [Fact]
    public async Task TryTakeAsync_Background_LeavesTheReserve()
    {
        var store = await CreateAsync();
        var limits = new QuotaLimits(10, 3, 2);

        Assert.True((await store.TryTakeAsync(Account, limits, isInteractive: false, Start, Token)).IsTaken);
        Assert.False((await store.TryTakeAsync(Account, limits, isInteractive: false, Start, Token)).IsTaken);
        Assert.True((await store.TryTakeAsync(Account, limits, isInteractive: true, Start, Token)).IsTaken);
        Assert.True((await store.TryTakeAsync(Account, limits, isInteractive: true, Start, Token)).IsTaken);
        Assert.False((await store.TryTakeAsync(Account, limits, isInteractive: true, Start, Token)).IsTaken);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-86_400 * 3)]
    [InlineData(-86_400 * 365)]
    public async Task TryTakeAsync_ClockGoesBack_FreesNothingAndHealsAfterAMinute(int seconds)
    {
        var store = await CreateAsync();
        for (var i = 0; i < 4; i++)
        {
            await store.TryTakeAsync(Account, Free, true, Start, Token);
        }

        var back = Start.AddSeconds(seconds);

        Assert.False((await store.TryTakeAsync(Account, Free, true, back, Token)).IsTaken);
        Assert.True((await store.TryTakeAsync(Account, Free, true, back.AddSeconds(61), Token)).IsTaken);
    }

    [Fact]
    public async Task TryTakeAsync_ClockGoesBackOverMidnight_TheNewDaysRequestsStillCountForIt()
    {
        var store = await CreateAsync();
        var limits = new QuotaLimits(100, 10, 0);
        var midnight = new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 8; i++)
        {
            await store.TryTakeAsync(Account, limits, true, midnight.AddMinutes(5), Token);
        }

        await store.TryTakeAsync(Account, limits, true, midnight.AddMinutes(-10), Token);
        var taken = 0;
        for (var i = 0; i < 10; i++)
        {
            taken += (await store.TryTakeAsync(Account, limits, true, midnight.AddMinutes(1), Token)).IsTaken ? 1 : 0;
        }

        Assert.Equal(2, taken);
    }

    [Fact]
    public async Task TryTakeAsync_ADayWithFourWorkers_NeverMoreThanFourInAnyMinuteAndExactlyFiveHundred()
    {
        var midnight = new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero);
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CreateAsync()));
        List<DateTimeOffset> taken = [];

        // Each step four workers ask at once; the clock then goes to the time that the ledger names, or by an odd step.
        for (var now = midnight; now < midnight.AddDays(1);)
        {
            var at = now;
            var takes = await Task.WhenAll(stores.Select(store => Task.Run(() => store.TryTakeAsync(Account, Free with { InteractiveReserve = 0 }, true, at, Token), Token)));
            taken.AddRange(takes.Where(take => take.IsTaken).Select(_ => at));
            now = takes.Select(take => take.RetryAt).OfType<DateTimeOffset>().DefaultIfEmpty(at.AddMilliseconds(7_919)).Min();
        }

        Assert.Equal(500, taken.Count);
        Assert.All(taken, from => Assert.InRange(taken.Count(at => at >= from && at <= from.AddSeconds(60)), 1, 4));
    }

    [Fact]
    public async Task BlockAsync_Twice_RestsShortThenLongUntilTheServiceAnswers()
    {
        var store = await CreateAsync();
        await store.BlockAsync(Account, "quota", Start.AddMinutes(1), Start.AddHours(9), Start, Token);
        Assert.Equal(Start.AddMinutes(1), (await store.TryTakeAsync(Account, Free, true, Start, Token)).RetryAt);
        Assert.True((await store.TryTakeAsync(Account, Free, true, Start.AddMinutes(1), Token)).IsTaken);

        await store.BlockAsync(Account, "quota", Start.AddMinutes(2), Start.AddHours(9), Start.AddMinutes(1), Token);
        Assert.Equal(Start.AddHours(9), (await store.TryTakeAsync(Account, Free, true, Start.AddMinutes(2), Token)).RetryAt);

        await store.UnblockAsync(Account, Token);
        Assert.True((await store.TryTakeAsync(Account, Free, true, Start.AddMinutes(3), Token)).IsTaken);
        await store.BlockAsync(Account, "quota", Start.AddMinutes(4), Start.AddHours(9), Start.AddMinutes(3), Token);
        Assert.Equal(Start.AddMinutes(4), (await store.TryTakeAsync(Account, Free, true, Start.AddMinutes(3), Token)).RetryAt);
    }

    [Fact]
    public async Task GetStateAsync_Used_CountsAndChangesNothing()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), [new(Bad, 1, true), new(File, 1, true)], isInteractive: true, "slack:T1/U1", Start, Token);
        await store.TryTakeAsync(Account, Free, true, Start.AddMinutes(-5), Token);
        await store.TryTakeAsync(Account, Free, true, Start, Token);
        await store.BlockAsync(Account, "the key is refused", Start.AddHours(1), Start.AddHours(1), Start, Token);

        var expected = new QuotaState(1, 2, Start.AddHours(1), "the key is refused", 2);
        Assert.Equal(expected, await store.GetStateAsync(Account, Start, Token));
        Assert.Equal(expected, await store.GetStateAsync(Account, Start, Token));
    }
}
