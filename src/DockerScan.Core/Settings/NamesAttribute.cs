namespace DockerScan.Core.Settings;

/// <summary>A path that must be there.</summary>
/// <param name="what">What it names: <c>a file</c>, <c>a folder</c>.</param>
public sealed class NamesAttribute(string what) : SettingAttribute
{
    /// <summary>What it names.</summary>
    public string What => what;

    /// <inheritdoc/>
    protected override string? Problem(string key, object? value) => string.IsNullOrWhiteSpace(value as string) ? $"{key} is empty; it must name {what}" : null;
}
