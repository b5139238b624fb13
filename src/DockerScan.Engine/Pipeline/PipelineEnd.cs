using DockerScan.Core.Scans;

namespace DockerScan.Engine.Pipeline;

/// <summary>How a pipeline run ended.</summary>
/// <param name="Result">The result that answers the scan.</param>
/// <param name="IsReused">True when it is another scan's.</param>
internal sealed record PipelineEnd(ScanResult Result, bool IsReused);
