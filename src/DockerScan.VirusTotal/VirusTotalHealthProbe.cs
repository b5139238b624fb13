using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;

namespace DockerScan.VirusTotal;

/// <summary>Says whether a key is there, and how its quota stands by our own ledger. Spends none: the key's shape is checked, and what VirusTotal last said of it is known.</summary>
internal sealed class VirusTotalHealthProbe(IReputationSource source, IReputationStore store, TimeProvider time) : IHealthProbe
{
    private const string Name = "virustotal";

    public string Part => Name;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        if (source.Policy is not { } policy)
        {
            return [new HealthReport(Name, HealthStatus.Healthy, "not configured; addresses and files are not looked up (VirusTotal:ApiKeyFile switches it on)")];
        }

        try
        {
            return [Report(policy, await store.GetStateAsync(policy.Account, time.GetUtcNow(), cancellationToken))];
        }
        catch (EngineException e)
        {
            return [new HealthReport(Name, HealthStatus.Unhealthy, $"its ledger cannot be read: {e.Failure.Message}", "see the store")];
        }
    }

    private static HealthReport Report(ReputationPolicy policy, QuotaState state)
    {
        var detail = FormattableString.Invariant($"key in place, {state.UsedToday} of {policy.Limits.PerDay} requests used today, {state.Waiting} look-ups wait");
        return state switch
        {
            { BlockedUntil: { } until } => new HealthReport(
                Name, HealthStatus.Degraded, FormattableString.Invariant($"{detail}; it rests until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {state.BlockReason}"),
                "if the key is not accepted, copy it again from https://www.virustotal.com/gui/my-apikey; else wait"),
            _ when state.UsedToday >= policy.Limits.PerDay => new HealthReport(Name, HealthStatus.Degraded, detail, "the day's quota is used up; look-ups go on at 00:00 UTC"),
            _ => new HealthReport(Name, HealthStatus.Healthy, detail),
        };
    }
}
