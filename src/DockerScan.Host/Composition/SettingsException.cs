namespace DockerScan.Host.Composition;

/// <summary>The settings cannot be used; all problems at once.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
