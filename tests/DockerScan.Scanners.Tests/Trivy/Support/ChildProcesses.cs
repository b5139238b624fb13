namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>Tests that write a script and start it run one after the other: a fork elsewhere would hold the script open for writing.</summary>
[CollectionDefinition(Name)]
public sealed class ChildProcesses
{
    public const string Name = "child processes";
}
