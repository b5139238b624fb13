namespace DockerScan.Docker;

/// <summary>The label that everything of ours in the engine carries.</summary>
internal static class ScanLabel
{
    /// <summary>Its value is the scan's id.</summary>
    public const string Scan = "dev.dockerscan.scan";
}
