using DockerScan.Core.Scanners;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Scheduling.Planning;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scheduling.Tests.Upkeep;

/// <summary>What was kept long enough is removed once a day, where somebody removes it.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_OnceADay_RemovesWhatIsOld()
    {
        var retention = new Retention();
        await using var bench = new Bench("2026-11-30T05:30:00Z", services => services.AddSingleton<IRetention>(retention));
        var service = await bench.ServeAsync();
        await bench.PutAsync("witness", "0 7 * * *");

        Assert.Equal("witness", (await bench.NextAsync()).Watch);
        Assert.Equal(1, retention.Calls);

        await bench.EndAsync(service.StopAsync(Token));
    }

    [Fact]
    public async Task Service_WhereNobodyRemoves_PlansNoJobForIt()
    {
        await using var bench = new Bench("2026-11-30T05:30:00Z");
        var service = await bench.ServeAsync();

        Assert.Equal(["tick"], bench.Get<Plan>().Wanted.Select(job => job.Key.Name));

        await bench.EndAsync(service.StopAsync(Token));
    }

    [Fact]
    public async Task Service_EverySixHours_BringsTheDatabasesUpToDate()
    {
        var refresh = new Refresh();
        await using var bench = new Bench("2026-11-30T00:00:30Z", services => services.AddSingleton<IDatabaseRefresh>(refresh));
        var service = await bench.ServeAsync();

        await bench.MoveToAsync(Bench.At("2026-12-01T00:00:30Z"));

        Assert.Equal(4, refresh.Times.Count);
        await bench.EndAsync(service.StopAsync(Token));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("another")]
    [InlineData("")]
    public void Refresh_OfAnyMachine_IsEverySixHoursAtAMinuteOfItsOwn(string machine)
    {
        var fields = Crontab.Read(UpkeepTimes.Refresh(machine)).Value!;

        Assert.Equal((360, UpkeepTimes.Refresh(machine)), (fields.LeastMinutesBetween(), UpkeepTimes.Refresh(machine)));
        Assert.NotEqual(UpkeepTimes.Refresh("one"), UpkeepTimes.Refresh("another"));
    }

    private sealed class Refresh : IDatabaseRefresh
    {
        public List<int> Times { get; } = [];

        public Task<IReadOnlyList<DatabaseRefresh>> RefreshAsync(CancellationToken cancellationToken)
        {
            Times.Add(Times.Count);
            return Task.FromResult<IReadOnlyList<DatabaseRefresh>>([]);
        }
    }

    private sealed class Retention : IRetention
    {
        public int Calls { get; private set; }

        public Task RemoveOldAsync(CancellationToken cancellationToken)
        {
            Calls++;
            return Task.CompletedTask;
        }
    }
}
