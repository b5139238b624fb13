using System.Net;
using System.Net.Sockets;
using DockerScan.Core.Health;
using DockerScan.Scheduling.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace DockerScan.Scheduling.Tests.Upkeep;

/// <summary>A sign of life is given while all is well, and is not given otherwise: silence is the alarm.</summary>
public sealed class PingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_WhileAllIsWell_CallsTheAddress()
    {
        var wire = new Wire();
        await using var bench = Make(wire);
        bench.Get<Turns>().Started();

        await bench.Get<Ping>().SendAsync(Token);

        Assert.Equal(["GET https://hc.example/secret-0f9c"], wire.Calls);
    }

    [Fact]
    public async Task Send_WithoutAnAddress_CallsNobody()
    {
        var wire = new Wire();
        await using var bench = Make(wire, url: null);
        bench.Get<Turns>().Started();

        await bench.Get<Ping>().SendAsync(Token);

        Assert.Empty(wire.Calls);
    }

    [Fact]
    public async Task Send_WhenTheStoreIsNotWell_IsSilentAndSpeaksAgainAfterwards()
    {
        var (wire, store) = (new Wire(), new Store { Status = HealthStatus.Unhealthy });
        await using var bench = Make(wire, store: store);
        bench.Get<Turns>().Started();
        await bench.Get<Ping>().SendAsync(Token);
        Assert.Empty(wire.Calls);

        store.Status = HealthStatus.Degraded;
        await bench.Get<Ping>().SendAsync(Token);

        Assert.Single(wire.Calls);
    }

    [Fact]
    public async Task Send_WhenThePlanWasNotLookedAfter_IsSilent()
    {
        var wire = new Wire();
        await using var bench = Make(wire);
        bench.Get<Turns>().Started();
        bench.Time.Advance(TimeSpan.FromMinutes(4));
        await bench.Get<Ping>().SendAsync(Token);
        Assert.Empty(wire.Calls);

        bench.Get<Turns>().Kept(0);
        await bench.Get<Ping>().SendAsync(Token);

        Assert.Single(wire.Calls);
    }

    [Fact]
    public async Task Send_ToOneThatHangs_EndsByItself()
    {
        var wire = new Wire { Hangs = true };
        await using var bench = Make(wire);
        bench.Get<Turns>().Started();

        var sending = bench.Get<Ping>().SendAsync(Token);
        await wire.Called.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        bench.Time.Advance(TimeSpan.FromSeconds(11));

        await sending.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Send_ToOneThatFails_EndsWell()
    {
        var wire = new Wire { Failure = new HttpRequestException(HttpRequestError.NameResolutionError, "no such host", new SocketException()) };
        await using var bench = Make(wire);
        bench.Get<Turns>().Started();

        await bench.Get<Ping>().SendAsync(Token);
        wire.Failure = null;
        wire.Status = HttpStatusCode.InternalServerError;
        await bench.Get<Ping>().SendAsync(Token);

        Assert.Equal(2, wire.Calls.Count);
    }

    [Fact]
    public async Task Service_EachMinute_GivesOneSign()
    {
        var wire = new Wire();
        await using var bench = Make(wire);
        var service = await bench.ServeAsync();

        await bench.MoveToAsync(Bench.At("2026-11-30T12:03:30Z"));

        Assert.Equal(3, wire.Calls.Count);
        Assert.Equal(HealthStatus.Healthy, Assert.Single(await Probe(bench).ProbeAsync(Token)).Status);
        await bench.EndAsync(service.StopAsync(Token));
    }

    [Fact]
    public async Task Probe_OfASchedulerThatStandsStill_IsUnhealthy()
    {
        await using var bench = Make(new Wire());
        Assert.Equal("watches run in serve and chat, not in this process", Assert.Single(await Probe(bench).ProbeAsync(Token)).Detail);

        bench.Get<Turns>().Started();
        Assert.Equal((HealthStatus.Healthy, "0 watches planned, 0 of them paused"), Told(await Probe(bench).ProbeAsync(Token)));

        bench.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((HealthStatus.Unhealthy, "the scheduler stands still, and no watch runs"), Told(await Probe(bench).ProbeAsync(Token)));
    }

    private static (HealthStatus, string) Told(IReadOnlyList<HealthReport> reports) => (Assert.Single(reports).Status, reports[0].Detail);

    private static IHealthProbe Probe(Bench bench) => bench.Get<IEnumerable<IHealthProbe>>().Single(probe => probe.Part == "schedules");

    private static Bench Make(Wire wire, string? url = "https://hc.example/secret-0f9c", Store? store = null)
        => new("2026-11-30T12:00:30Z", services =>
        {
            services.Configure<ScheduleOptions>(options => options.PingUrl = url);
            services.AddSingleton<IHealthProbe>(store ?? new Store());
            services.Configure<HttpClientFactoryOptions>(Ping.ClientName, options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = wire));
        });

    private sealed class Store : IHealthProbe
    {
        public HealthStatus Status { get; set; } = HealthStatus.Healthy;

        public string Part => "store";

        public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HealthReport>>([new HealthReport(Part, Status, "as it is")]);
    }

    private sealed class Wire : HttpMessageHandler
    {
        public List<string> Calls { get; } = [];

        public bool Hangs { get; init; }

        public Exception? Failure { get; set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add($"{request.Method} {request.RequestUri}");
            Called.TrySetResult();
            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Failure is null ? new HttpResponseMessage(Status) : throw Failure;
        }
    }
}
