using DockerScan.Core.Stores;
using DockerScan.Scheduling.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scheduling.Tests.Upkeep;

/// <summary>What was kept long enough is removed once a day, where somebody removes it.</summary>
public sealed class RetentionTests
{
    private const string Why = "the fake clock does not drive the scheduler; RealClockTests shows it on the machine's own";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Skip = Why)]
    public async Task Service_OnceADay_RemovesWhatIsOld()
    {
        var retention = new Retention();
        await using var bench = new Bench("2026-11-30T05:30:00Z", services => services.AddSingleton<IRetention>(retention));
        var service = bench.Get<SchedulerService>();
        await service.StartAsync(Token);
        await bench.PutAsync("witness", "0 7 * * *");

        Assert.Equal("witness", (await bench.NextAsync()).Watch);
        Assert.Equal(1, retention.Calls);

        await bench.EndAsync(service.StopAsync(Token));
    }

    [Fact]
    public async Task Service_WhereNobodyRemoves_PlansNoJobForIt()
    {
        await using var bench = new Bench("2026-11-30T05:30:00Z");
        var service = bench.Get<SchedulerService>();
        await service.StartAsync(Token);

        Assert.Equal(["tick"], bench.Get<Plan>().Wanted.Select(job => job.Key.Name));

        await bench.EndAsync(service.StopAsync(Token));
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
