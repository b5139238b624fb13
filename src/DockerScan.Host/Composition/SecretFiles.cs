using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>The settings that name a file with a secret: each has a twin without <c>File</c> at its end.</summary>
internal static class SecretFiles
{
    private const string Ending = "File";

    /// <summary>Each file of a section that is switched on, which everybody can read: the setting, its path, and what is wrong.</summary>
    public static IEnumerable<(string File, string Problem)> FindExposed(Settings settings)
        => from section in SettingsSections.Options
           where settings.IsOn(section.Key, usual: true)
           from property in section.Value.GetProperties()
           where property.Name.EndsWith(Ending, StringComparison.Ordinal) && section.Value.GetProperty(property.Name[..^Ending.Length]) is not null
           let file = settings.Configuration[$"{section.Key}:{property.Name}"]
           let problem = SecretSetting.FindExposure($"{section.Key}:{property.Name[..^Ending.Length]}", file)
           where problem is not null
           select (file, problem);
}
