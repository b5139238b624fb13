using System.Collections.Concurrent;
using DockerScan.Core.Pulls;
using DockerScan.Core.Scans;
using DockerScan.Registry.Auth;
using DockerScan.Registry.Http;

namespace DockerScan.Registry.Budget;

/// <summary>Keeps each account's budget in memory, by the registries' own words.</summary>
internal sealed class PullLedger(RegistryAuthenticator authenticator, RegistryHosts hosts, TimeProvider time) : IPullBudget
{
    private const int MaxAccounts = 1000;

    private readonly ConcurrentDictionary<PullAccount, PullState> _states = new();

    public IReadOnlyList<PullState> States
        => [.. _states.Values.Select(state => state.At(time.GetUtcNow())).OrderBy(state => state.Account.Registry, StringComparer.Ordinal).ThenBy(state => state.Account.User, StringComparer.Ordinal)];

    public int ReservePercent => hosts.Options.PullReservePercent;

    /// <summary>Writes down what an answer said, if it said anything.</summary>
    public void Observe(string registry, string user, RegistryResponse response)
    {
        if (PullHeaders.Read(response, time.GetUtcNow()) is { } reading)
        {
            Observe(new PullAccount(registry, user), reading);
        }
        else if (_states.TryGetValue(new PullAccount(registry, user), out var state) && state.Refusals > 0)
        {
            Observe(state.Account, new PullReading());
        }
    }

    public void Observe(PullAccount account, PullReading reading)
    {
        if (_states.Count >= MaxAccounts && !_states.ContainsKey(account))
        {
            _states.Clear();
        }

        var now = time.GetUtcNow();
        _states.AddOrUpdate(account, _ => new PullState(account).After(reading, now), (_, state) => state.After(reading, now));
    }

    public ValueTask<PullLeave> MayAsync(string registry, ScanPriority priority, int pulls, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var account = new PullAccount(registry, authenticator.UserOf(registry));
        while (_states.TryGetValue(account, out var state))
        {
            var (leave, next) = state.Take(priority, pulls, ReservePercent, time.GetUtcNow());
            if (_states.TryUpdate(account, next, state))
            {
                return ValueTask.FromResult(leave);
            }
        }

        return ValueTask.FromResult(PullLeave.Granted);
    }
}
