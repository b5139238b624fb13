using DockerScan.Core.Health;
using DockerScan.Slack.Api;

namespace DockerScan.Slack;

/// <summary>Asks Slack whether it takes the token, and counts the connections.</summary>
internal sealed class SlackHealthProbe(SlackApi api, SlackStatus status) : IHealthProbe
{
    private const string Name = "slack";
    private static readonly string[] Needed = ["channels:history", "groups:history"];

    public string Part => Name;

    public async Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await api.CallAsync(new SlackCall("auth.test", []) { IsOnce = true }, cancellationToken);
        }
        catch (SlackException failure)
        {
            var trouble = SlackSetup.Explain(failure);
            return [new HealthReport(Name, HealthStatus.Unhealthy, trouble.Said, trouble.NextStep)];
        }

        return Missing(status.Scopes) is { } missing ? [Connections(status.Connections), missing] : [Connections(status.Connections)];
    }

    // Without it everything works but one thing: after a lost answer a message may be there twice.
    private static HealthReport? Missing(IReadOnlyCollection<string>? scopes)
    {
        List<string> missing = scopes is null ? [] : [.. Needed.Where(scope => !scopes.Contains(scope, StringComparer.Ordinal))];
        return missing.Count == 0 ? null : new HealthReport(
            Name, HealthStatus.Degraded, $"Slack has not given the app {string.Join(", ", missing)}: a message whose answer was lost may be there twice",
            "add the scopes under OAuth & Permissions, install the app again, and start again");
    }

    private static HealthReport Connections(IReadOnlyList<string?> connections)
    {
        var problem = connections.FirstOrDefault(each => each is not null);
        var open = connections.Count(each => each is null);
        var count = FormattableString.Invariant($"{open} of {connections.Count} connections open");
        return problem is null
            ? new HealthReport(Name, HealthStatus.Healthy, connections.Count == 0 ? "the token is valid" : count)
            : new HealthReport(
                Name,
                open == 0 ? HealthStatus.Unhealthy : HealthStatus.Degraded,
                $"{count}; {problem}",
                "it connects again by itself; if it stays so, check Slack:AppToken and that Socket Mode is on in the app's settings");
    }
}
