namespace DockerScan.Host.Cli;

/// <summary>What is printed at the end of a scan.</summary>
internal enum ScanForm
{
    Card,
    Markdown,
    Json,
}
