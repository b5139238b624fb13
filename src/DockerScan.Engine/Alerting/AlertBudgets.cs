using DockerScan.Core.Alerts;
using DockerScan.Core.Pulls;

namespace DockerScan.Engine.Alerting;

/// <summary>What is left of registries' limits of pulls, as far as they said. No user: chats read it.</summary>
internal static class AlertBudgets
{
    private const int Most = 5;

    /// <param name="pulls">The ledger; null where there is none.</param>
    /// <param name="registries">Whose.</param>
    public static IReadOnlyList<AlertBudget> Of(IPullBudget? pulls, params IReadOnlyCollection<string> registries)
        => [.. (pulls?.States ?? []).Where(state => registries.Contains(state.Account.Registry, StringComparer.Ordinal))
            .Select(state => state is { Remaining: { } left, Limit: { } limit } ? new AlertBudget(state.Account.Registry, left, limit) : null).OfType<AlertBudget>()
            // Of several credentials the one that has the least left.
            .GroupBy(budget => budget.Registry, StringComparer.Ordinal).Select(group => group.MinBy(budget => budget.Remaining)!).Take(Most)];
}
