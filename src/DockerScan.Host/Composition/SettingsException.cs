namespace DockerScan.Host.Composition;

/// <summary>The settings cannot be used; all problems at once.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>What of the settings cannot be used.</summary>
/// <param name="Section">The section; null where it is a whole file.</param>
/// <param name="Lines">What is wrong, a line each, with the next step.</param>
internal sealed record SettingsProblem(string? Section, IReadOnlyList<string> Lines)
{
    /// <summary>The part of the program that is not there for it.</summary>
    public string Part => SettingsSections.IsPlatform(Section) ? Section!.ToLowerInvariant() : "settings";
}
