using System.Net;
using System.Text.Json;
using DockerScan.Core.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Host.Tests.Web;

/// <summary><c>/readyz</c> as a load balancer or Kubernetes asks it: over HTTP, without a login.</summary>
public sealed class ReadyEndpointTests
{
    private static readonly HealthReport Well = new("store", HealthStatus.Healthy, "schema 18");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_BeforeTheFirstLook_IsStarting()
    {
        await using var app = await StartAsync(new Probe(new TaskCompletionSource<IReadOnlyList<HealthReport>>().Task));

        var (code, body) = await AskOnceAsync(app);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Equal("""{"status":"starting"}""", body.GetRawText());
    }

    [Fact]
    public async Task Get_AllIsWell_Is200AndOkWithTheRoleAndNoReason()
    {
        await using var app = await StartAsync(new Probe(Well), "Worker");

        var (code, body) = await AskAsync(app);

        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal(["status", "role", "checkedAt", "reasons", "parts"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ok", "worker", 0), (Text(body, "status"), Text(body, "role"), body.GetProperty("reasons").GetArrayLength()));
        var part = Assert.Single(body.GetProperty("parts").EnumerateArray());
        Assert.Equal(["part", "status", "needed", "detail", "nextStep"], part.EnumerateObject().Select(member => member.Name));
        Assert.True(part.GetProperty("needed").GetBoolean());
    }

    [Theory]
    [InlineData("All", "store", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Chat", "store", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Scheduler", "disk", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Worker", "engine", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Worker", "sandbox", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Worker", "trivy", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Worker", "trivy database", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Worker", "trivy database", HealthStatus.Degraded, 200, "degraded")]
    [InlineData("Worker", "java database", HealthStatus.Unhealthy, 200, "degraded")]
    [InlineData("Worker", "virustotal", HealthStatus.Unhealthy, 200, "degraded")]
    [InlineData("Worker", "registry pulls", HealthStatus.Degraded, 200, "degraded")]
    [InlineData("Worker", "queue", HealthStatus.Degraded, 200, "degraded")]
    [InlineData("Worker", "dead letters", HealthStatus.Degraded, 200, "degraded")]
    [InlineData("Worker", "settings", HealthStatus.Unhealthy, 200, "degraded")]
    [InlineData("Chat", "slack", HealthStatus.Unhealthy, 503, "down")]
    [InlineData("Chat", "discord", HealthStatus.Degraded, 200, "degraded")]
    [InlineData("Scheduler", "schedules", HealthStatus.Unhealthy, 503, "down")]
    public async Task Get_APartIsNotWell_IsSaidWithItsReasonAndNextStep(string role, string part, HealthStatus status, int code, string word)
    {
        await using var app = await StartAsync(new Probe(Well, new HealthReport(part, status, "it is so", "mend it")), role);

        var (answered, body) = await AskAsync(app);

        Assert.Equal((code, word), ((int)answered, Text(body, "status")));
        Assert.Equal([$"{part}: it is so"], body.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!));
        var worst = body.GetProperty("parts")[0];
        Assert.Equal((part, "mend it", word == "down"), (Text(worst, "part"), Text(worst, "nextStep"), worst.GetProperty("needed").GetBoolean() && Text(worst, "status") == "down"));
    }

    // A thread that stands still answers nothing else, and what it saw before says nothing of now.
    [Fact]
    public async Task Get_PartsWereNotLookedAtForMinutes_IsDownWhateverTheySaidThen()
    {
        var time = new ShiftedTime();
        await using var app = await StartAsync(new Probe(Well), "Worker", time);
        var (before, _) = await AskAsync(app);

        time.Shift = TimeSpan.FromMinutes(3);
        var (code, body) = await AskAsync(app);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (before, code));
        Assert.Equal("down", Text(body, "status"));
        Assert.Equal("the parts have not been looked at for minutes", body.GetProperty("reasons")[0].GetString());
        using var alive = await app.Client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, alive.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("10.0.0.1:8080")]
    public async Task Get_UnderANameThatIsNotKnown_SaysTheStatusAlone(string host)
    {
        await using var app = await StartAsync(new Probe(Well, new HealthReport("engine", HealthStatus.Unhealthy, "unix:///secret.sock is away")));
        await AskAsync(app);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/readyz", UriKind.Relative));
        request.Headers.Host = host;

        using var answer = await app.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("""{"status":"down"}""", await answer.Content.ReadAsStringAsync(Token));
    }

    // Where people sign in, an orchestrator does not.
    [Fact]
    public async Task Get_WhereALoginIsAskedFor_NeedsNone()
    {
        await using var app = await ServedApp.StartAsync(Token, """, "Web": { "PublicUrl": "https://scan.example.org" }""", replace: services => Put(services, new Probe(Well)));

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app)).Code);
        using var pages = await app.Client.GetAsync(new Uri("/scans", UriKind.Relative), Token);
        Assert.Equal("/login", pages.RequestMessage?.RequestUri?.AbsolutePath);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Request_OtherThanGet_IsNone(string method)
    {
        await using var app = await StartAsync(new Probe(Well));
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/readyz", UriKind.Relative));

        using var answer = await app.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    // The program's own parts, with no engine and no database: a worker cannot work, a node with other roles can.
    [Theory]
    [InlineData("Worker", HttpStatusCode.ServiceUnavailable, true)]
    [InlineData("Chat", HttpStatusCode.OK, false)]
    public async Task Get_RealPartsWithoutAnEngine_IsDownForAWorkerAlone(string role, HttpStatusCode expected, bool hasEngine)
    {
        await using var app = await ServedApp.StartAsync(Token, $$""", "Serve": { "Role": "{{role}}" }""");

        var (code, body) = await AskAsync(app);

        var parts = body.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(expected, code);
        Assert.Equal(hasEngine, body.GetProperty("reasons").EnumerateArray().Any(reason => reason.GetString()!.StartsWith("engine: ", StringComparison.Ordinal)));
        Assert.Contains(parts, part => Text(part, "part") == "store" && Text(part, "status") == "ok");
        Assert.Contains(parts, part => Text(part, "part") == "queue" && Text(part, "detail") == "nothing waits, 0 run");
        // Whatever is not well says what to do about it.
        Assert.All(parts.Where(part => Text(part, "status") != "ok"), part => Assert.NotEmpty(Text(part, "nextStep") ?? string.Empty));
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private static Task<ServedApp> StartAsync(IHealthProbe probe, string role = "All", TimeProvider? time = null)
        => ServedApp.StartAsync(Token, $$""", "Serve": { "Role": "{{role}}" }""", time, services => Put(services, probe));

    private static void Put(IServiceCollection services, IHealthProbe probe) => services.RemoveAll<IHealthProbe>().AddSingleton(probe);

    private static async Task<(HttpStatusCode Code, JsonElement Body)> AskOnceAsync(ServedApp app)
    {
        using var answer = await app.Client.GetAsync(new Uri("/readyz", UriKind.Relative), Token);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement);
    }

    // Once its parts were looked at.
    private static async Task<(HttpStatusCode Code, JsonElement Body)> AskAsync(ServedApp app)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await AskOnceAsync(app) is var answer && Text(answer.Body, "status") != "starting")
            {
                return answer;
            }

            await timer.WaitForNextTickAsync(Token);
        }
    }

    private sealed class Probe(Task<IReadOnlyList<HealthReport>> answer) : IHealthProbe
    {
        public Probe(params HealthReport[] reports)
            : this(Task.FromResult<IReadOnlyList<HealthReport>>(reports))
        {
        }

        public string Part => "part";

        public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken) => answer.WaitAsync(cancellationToken);
    }

    // Timers are the real ones: within a test the parts are looked at once.
    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Shift.TotalSeconds * TimestampFrequency);
    }
}
