using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>The settings: <c>config/dockerscan.json</c>, then a file of the operator's, then environment variables <c>DOCKERSCAN__Section__Key</c>.</summary>
internal sealed class Settings
{
    private const string EnvironmentPrefix = "DOCKERSCAN__";

    private Settings(IConfigurationRoot configuration, IReadOnlyList<string> sources)
        => (Configuration, Sources) = (configuration, sources);

    public IConfigurationRoot Configuration { get; }

    public IReadOnlyList<string> Sources { get; }

    /// <exception cref="SettingsException">A file is missing or malformed, or a section is unknown.</exception>
    public static Settings Load(FileInfo? file)
    {
        List<(FileInfo File, string Origin)> files = [(new FileInfo(Path.Combine(AppContext.BaseDirectory, "config", "dockerscan.json")), "shipped")];
        if (Environment.GetEnvironmentVariable("DOCKERSCAN_CONFIG") is { Length: > 0 } named)
        {
            files.Add((new FileInfo(named), "DOCKERSCAN_CONFIG"));
        }

        if (file is not null)
        {
            files.Add((file, "--config"));
        }

        var builder = new ConfigurationBuilder();
        foreach (var (each, origin) in files)
        {
            builder.AddConfiguration(SettingsFile.Read(each, origin));
        }

        var configuration = builder.AddEnvironmentVariables(EnvironmentPrefix).Build();
        RefuseUnknown(configuration);
        return new Settings(configuration, [.. files.Select(each => each.File.Name), "environment"]);
    }

    private static void RefuseUnknown(IConfigurationRoot configuration)
    {
        var unknown = configuration.GetChildren().Select(section => section.Key)
            .Except(SettingsSections.All.Append("Logging"), StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
        {
            throw new SettingsException([.. unknown.Select(key => $"settings: there is no section '{DisplayText.Clean(key, 60)}'; there are {string.Join(", ", SettingsSections.All)}")]);
        }
    }
}
