using DockerScan.Core.Health;
using Microsoft.Extensions.Options;

namespace DockerScan.Webhooks;

/// <summary>Says whether the files of webhooks can be read and what became of the last try. It calls nobody.</summary>
internal sealed class WebhookHealthProbe(IOptions<WebhookOptions> options, WebhookStatus status) : IHealthProbe
{
    public string Part => "webhooks";

    public Task<IReadOnlyList<HealthReport>> ProbeAsync(CancellationToken cancellationToken)
    {
        var targets = options.Value.Targets;
        if (targets.Count == 0)
        {
            return Task.FromResult<IReadOnlyList<HealthReport>>([]);
        }

        List<HealthReport> reports = [.. targets.Index().Select(pair => Of(pair.Index, pair.Item)).OfType<HealthReport>()];
        return Task.FromResult<IReadOnlyList<HealthReport>>(
            reports.Count > 0 ? reports : [new HealthReport(Part, HealthStatus.Healthy, FormattableString.Invariant($"{targets.Count} set up, no failed try"))]);
    }

    private HealthReport? Of(int index, WebhookTargetOptions target)
    {
        try
        {
            WebhookTarget.Read(FormattableString.Invariant($"Webhooks:Targets:{index}"), target, options.Value);
        }
        catch (InvalidDataException e)
        {
            return new HealthReport(Part, HealthStatus.Unhealthy, e.Message, $"put it right in the settings, then see it with: notify test webhook:{target.Name}");
        }

        return status.Find(target.Name) is { } problem
            ? new HealthReport(Part, HealthStatus.Degraded, $"the last try failed: {problem}", $"it is tried again by itself for some days; see it with: notify test webhook:{target.Name}")
            : null;
    }
}
