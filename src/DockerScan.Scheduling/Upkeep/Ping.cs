using DockerScan.Core.Health;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scheduling.Upkeep;

/// <summary>Gives a sign of life to an address of the operator's, as long as watches can be looked after. Silence is the alarm: nothing is sent to say that something is wrong.</summary>
internal sealed class Ping(IHttpClientFactory http, IOptions<ScheduleOptions> options, IEnumerable<IHealthProbe> probes, Turns turns, TimeProvider time, ILogger<Ping> logger)
{
    public const string ClientName = "ping";

    private const string Store = "store";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // What it came to last: said in the log when it changes.
    private string _last = string.Empty;

    /// <summary>One sign, if all is well.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (PingAddress.Find(options.Value) is not { } address)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        string problem;
        try
        {
            problem = await FindProblemAsync(both.Token) ?? await CallAsync(address, both.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Its text may hold the address.
            problem = e is OperationCanceledException ? "no answer in time" : e is HttpRequestException request ? $"{request.HttpRequestError}" : e.GetType().Name;
        }

        if (problem != _last)
        {
            Tell(address, problem);
        }

        _last = problem;
    }

    private async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (!turns.AreKept)
        {
            return "not sent, the plan of watches was not looked after";
        }

        foreach (var probe in probes.Where(probe => probe.Part == Store))
        {
            if ((await probe.ProbeAsync(cancellationToken)).Any(report => report.Status == HealthStatus.Unhealthy))
            {
                return "not sent, the store is not well";
            }
        }

        return null;
    }

    private async Task<string> CallAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(ClientName);
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return answer.IsSuccessStatusCode ? string.Empty : FormattableString.Invariant($"status {(int)answer.StatusCode}");
    }

    private void Tell(Uri address, string problem)
    {
        if (problem.Length > 0)
        {
            Log.PingFailed(logger, address.Host, problem);
        }
        else if (_last.Length > 0)
        {
            Log.PingTaken(logger, address.Host);
        }
    }
}
