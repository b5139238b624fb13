using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Pulls;

namespace DockerScan.Registry.Budget;

/// <summary>What is left of each registry's limit of pulls, for <c>/status</c>. Nothing where no registry has told a limit. No user, no address: chats read it.</summary>
internal sealed class PullBudgetProbe(IPullBudget budget) : IHealthProbe
{
    private const string Name = "registry pulls";
    private const int MaxShown = 10;
    private const string NextStep = "wait, or run docker login on this machine, which raises the limit";

    public string Part => Name;

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HealthReport>>([.. budget.States.Where(state => state.Limit is not null || state.Rest != PullRest.None).Take(MaxShown).Select(Report)]);

    private HealthReport Report(PullState state)
    {
        var registry = DisplayText.Clean(state.Account.Registry, 100);
        var until = (state.RestUntil ?? default).UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        return state.Rest switch
        {
            PullRest.Pulls => new HealthReport(Name, HealthStatus.Degraded, $"{registry} has no pulls left and is asked for none until {until}; looks that cost none go on", NextStep),
            PullRest.Requests => new HealthReport(Name, HealthStatus.Degraded, $"{registry} got too many requests and is asked nothing until {until}", NextStep),
            _ => new HealthReport(
                Name, HealthStatus.Healthy, FormattableString.Invariant($"{registry} has {state.Remaining} of {state.Limit} pulls left; {state.Reserve(budget.ReservePercent)} are kept for people")),
        };
    }
}
