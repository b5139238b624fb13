namespace DockerScan.Host.Cli;

/// <summary>What was typed cannot be done as typed; one line a problem.</summary>
internal sealed class UsageException(params IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
