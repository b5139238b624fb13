using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Whether a node can do the work of its role, by what its parts say. Bounded: no text of a part makes it long.</summary>
/// <param name="Status">The whole.</param>
/// <param name="Reasons">What is not well, the worst first.</param>
/// <param name="Parts">Every part that was looked at.</param>
internal sealed record Readiness(HealthStatus Status, IReadOnlyList<string> Reasons, IReadOnlyList<ReadyPart> Parts)
{
    private const int MaxParts = 64;
    private const int MaxText = 300;

    private static readonly string[] Always = ["store", "disk"];
    private static readonly string[] OfWorkers = ["engine", "trivy", "trivy database", "sandbox", "scanning"];
    private static readonly string[] OfSchedulers = ["schedules"];
    private static readonly string[] Platforms = ["slack", "discord"];

    /// <summary>Judges.</summary>
    /// <param name="role">What the node does.</param>
    /// <param name="reports">What its parts say.</param>
    public static Readiness Judge(NodeRole role, IReadOnlyList<HealthReport> reports)
    {
        // One platform is enough to be of use.
        var platforms = reports.Where(report => IsOneOf(Platforms, report)).ToList();
        var isAnyPlatformUp = platforms.Exists(report => report.Status != HealthStatus.Unhealthy);
        var parts = reports
            .Select(report => Part(report, IsNeeded(role, report) || (role.Chats() && !isAnyPlatformUp && IsOneOf(Platforms, report))))
            // The worst are never cut.
            .OrderBy(part => part.Status).ThenByDescending(part => part.Needed).ToList();
        var status = parts.Exists(part => part is { Needed: true, Status: HealthStatus.Unhealthy }) ? HealthStatus.Unhealthy
            : parts.Exists(part => part.Status != HealthStatus.Healthy) ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return new Readiness(
            status, [.. parts.Where(part => part.Status != HealthStatus.Healthy).Take(MaxParts).Select(part => $"{part.Part}: {part.Detail}")], [.. parts.Take(MaxParts)]);
    }

    /// <summary>As it is written: <c>ok</c>, <c>degraded</c>, <c>down</c>.</summary>
    public static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "down",
    };

    private static bool IsNeeded(NodeRole role, HealthReport report)
        => IsOneOf(Always, report) || (role.Scans() && IsOneOf(OfWorkers, report)) || (role.Schedules() && IsOneOf(OfSchedulers, report));

    private static bool IsOneOf(string[] names, HealthReport report) => names.Contains(report.Part, StringComparer.Ordinal);

    private static ReadyPart Part(HealthReport report, bool needed)
        => new(DisplayText.Clean(report.Part, MaxText), report.Status, needed, DisplayText.Clean(report.Detail, MaxText), report.NextStep is { } step ? DisplayText.Clean(step, MaxText) : null);
}

/// <summary>A part of a node.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Status">How it is.</param>
/// <param name="Needed">Whether the node's role cannot do without it.</param>
/// <param name="Detail">One line of fact.</param>
/// <param name="NextStep">What to do about it.</param>
internal sealed record ReadyPart(string Part, HealthStatus Status, bool Needed, string Detail, string? NextStep);
