using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>The settings that name a file with a secret: each has a twin without <c>File</c> at its end.</summary>
internal static class SecretFiles
{
    private const string Ending = "File";

    /// <summary>Each file of a section that is switched on, which everybody can read: the setting, its path, and what is wrong.</summary>
    public static IEnumerable<(string File, string Problem)> FindExposed(Settings settings) => OfSections(settings).Concat(OfLists(settings));

    private static IEnumerable<(string File, string Problem)> OfSections(Settings settings)
        => from section in SettingsSections.Options
           where settings.IsOn(section.Key, usual: true)
           from property in section.Value.GetProperties()
           where property.Name.EndsWith(Ending, StringComparison.Ordinal) && section.Value.GetProperty(property.Name[..^Ending.Length]) is not null
           let file = settings.Configuration[$"{section.Key}:{property.Name}"]
           let problem = SecretSetting.FindExposure($"{section.Key}:{property.Name[..^Ending.Length]}", file)
           where problem is not null
           select (file, problem);

    // Where a section lists things that have secrets of their own.
    private static IEnumerable<(string File, string Problem)> OfLists(Settings settings)
        => from section in SettingsSections.Options
           where settings.IsOn(section.Key, usual: true)
           from list in section.Value.GetProperties()
           where list.PropertyType.IsGenericType && list.PropertyType.GetGenericTypeDefinition() == typeof(IList<>)
           let item = list.PropertyType.GetGenericArguments()[0]
           from entry in settings.Configuration.GetSection($"{section.Key}:{list.Name}").GetChildren()
           from property in item.GetProperties()
           where property.Name.EndsWith(Ending, StringComparison.Ordinal) && item.GetProperty(property.Name[..^Ending.Length]) is not null
           let file = entry[property.Name]
           let problem = SecretSetting.FindExposure($"{entry.Path}:{property.Name[..^Ending.Length]}", file)
           where problem is not null
           select (file, problem);
}
