using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Pipeline;

/// <summary>How a pipeline run ended.</summary>
/// <param name="Result">The result that answers the scan.</param>
/// <param name="IsReused">True when it is another scan's.</param>
/// <param name="Capture">What was captured; kept only once the result is stored.</param>
/// <param name="IsDead">True when it is given up because workers ended over it.</param>
internal sealed record PipelineEnd(ScanResult Result, bool IsReused, CapturedFrames? Capture = null, bool IsDead = false);
