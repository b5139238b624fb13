using System.Diagnostics.Metrics;
using DockerScan.Core.Health;
using DockerScan.Core.Telemetry;
using DockerScan.Engine.Health;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Telemetry;

/// <summary>What is looked at from outside, as the health monitor saw it last: a scrape asks neither the store nor anybody else.</summary>
internal sealed class NodeGauges
{
    private static readonly Dictionary<string, string> Databases = new(StringComparer.Ordinal)
    {
        ["trivy database"] = "vulnerabilities", ["java database"] = "java",
    };

    private readonly HealthMonitor _monitor;
    private readonly QueueSight _queue;
    private readonly NodeRole _role;

    public NodeGauges(NodeMetrics metrics, HealthMonitor monitor, QueueSight queue, Settings settings)
    {
        (_monitor, _queue, _role) = (monitor, queue, settings.Role);
        var meter = metrics.Meter;
        KeyValuePair<string, object?>[] build = [new("version", Version), new("role", _role.Word())];
        meter.CreateObservableGauge<int>("dockerscan.build.info", () => new Measurement<int>(1, build), description: "Which program and role a node is.");
        meter.CreateObservableGauge<int>("dockerscan.ready", Ready, description: "2 ok, 1 degraded, 0 down.");
        meter.CreateObservableGauge<int>("dockerscan.part.status", Parts, description: "How a part is: 2 ok, 1 degraded, 0 down.");
        meter.CreateObservableGauge<int>("dockerscan.queue.scans", Queue, description: "Scans in the queue of the store.");
        meter.CreateObservableGauge<double>("dockerscan.queue.oldest", Oldest, "s", "How long the oldest queued scan has waited.");
        meter.CreateObservableGauge<int>("dockerscan.dead.letters", Dead, description: "Scans that were given up because workers ended over them.");
        meter.CreateObservableGauge<double>("dockerscan.database.age", Ages, "s", "How old a database in use is.");
    }

    /// <summary>The program's version, without what a build adds to it.</summary>
    public static string Version { get; } = typeof(NodeGauges).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private static int Number(HealthStatus status) => status switch { HealthStatus.Healthy => 2, HealthStatus.Degraded => 1, _ => 0 };

    private IEnumerable<Measurement<int>> Ready()
        => _monitor.Latest is { } latest ? [new(_monitor.IsTurning ? Number(Readiness.Judge(_role, latest.Parts).Status) : 0)] : [new(0)];

    // A part may say several things: the worst counts.
    private IEnumerable<Measurement<int>> Parts()
        => (_monitor.Latest?.Parts ?? []).GroupBy(report => report.Part, StringComparer.Ordinal)
            .Select(part => new Measurement<int>(part.Min(report => Number(report.Status)), new KeyValuePair<string, object?>("part", part.Key)));

    private IEnumerable<Measurement<int>> Queue()
        => _queue.Latest is { } seen ? [new(seen.Queued, new KeyValuePair<string, object?>("state", "queued")), new(seen.Running, new KeyValuePair<string, object?>("state", "running"))] : [];

    private IEnumerable<Measurement<double>> Oldest() => _queue.Latest is { } seen ? [new((seen.Oldest ?? TimeSpan.Zero).TotalSeconds)] : [];

    private IEnumerable<Measurement<int>> Dead() => _queue.Latest is { } seen ? [new(seen.Dead)] : [];

    private IEnumerable<Measurement<double>> Ages()
        => from report in _monitor.Latest?.Parts ?? []
           where report.Age is not null && Databases.ContainsKey(report.Part)
           select new Measurement<double>(report.Age!.Value.TotalSeconds, new KeyValuePair<string, object?>("database", Databases[report.Part]));
}
