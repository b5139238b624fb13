using System.Diagnostics;

namespace DockerScan.Core.Telemetry;

/// <summary>The course of a scan as spans: one for the scan, one for each stage. Nobody listens unless a setting asks for it.</summary>
/// <remarks>A span holds the scan's id and outcomes, never an image's name: who may read traces need not be who may read reports.</remarks>
public static class NodeTraces
{
    /// <summary>The name of the source.</summary>
    public const string Name = "DockerScan";

    /// <summary>Where spans begin.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A scan, from its claim to its end on this node; null when nobody listens.</summary>
    public static Activity? StartScan(ScanId scan, int attempt)
        => Source.StartActivity("scan")?.SetTag("dockerscan.scan", scan.Value).SetTag("dockerscan.attempt", attempt);

    /// <summary>A stage that has ended, below the scan that is worked on here.</summary>
    public static void Stage(string stage, string outcome, TimeSpan took, DateTimeOffset endedAt)
    {
        if (Source.HasListeners() && Activity.Current is { } scan)
        {
            using var span = Source.StartActivity($"stage {stage}", ActivityKind.Internal, scan.Context, startTime: endedAt - took);
            span?.SetTag("dockerscan.stage", stage).SetTag("dockerscan.outcome", outcome).SetEndTime(endedAt.UtcDateTime);
        }
    }
}
