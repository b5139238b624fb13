using Microsoft.Extensions.Options;

namespace DockerScan.Host.Composition;

/// <summary>Finds which sections of the settings cannot be used, all of them at once.</summary>
internal static class SettingsCheck
{
    /// <summary>Every section that cannot be used.</summary>
    public static IReadOnlyList<SettingsProblem> Find(Settings settings, DataFolder data)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDockerScan(settings, data);
        using var provider = services.BuildServiceProvider();
        return [.. SettingsSections.Options.Select(pair => Find(provider, pair.Key, pair.Value)).OfType<SettingsProblem>()];
    }

    /// <summary>What can be used, for whoever reports what cannot.</summary>
    public static Settings Lenient(FileInfo? file, DataFolder data)
    {
        Settings settings;
        try
        {
            settings = Settings.Load(file);
        }
        catch (SettingsException e)
        {
            return Settings.AsShipped(e);
        }

        return Find(settings, data) is { Count: > 0 } problems ? settings.Without(problems) : settings;
    }

    /// <summary>Without the chat platforms that cannot start, as long as another one can; each has a section of its own.</summary>
    /// <exception cref="SettingsException">Something else is wrong, or no platform is left.</exception>
    public static Settings WithPlatformsThatStart(Settings settings, DataFolder data)
    {
        var problems = Find(settings, data);
        if (problems.Count == 0)
        {
            return settings;
        }

        var isAnyLeft = SettingsSections.Platforms.Any(platform => settings.IsOn(platform, usual: false) && problems.All(problem => problem.Section != platform));
        return isAnyLeft && problems.All(problem => SettingsSections.IsPlatform(problem.Section))
            ? settings.Without(problems)
            : throw new SettingsException([.. problems.SelectMany(problem => problem.Lines)]);
    }

    private static SettingsProblem? Find(IServiceProvider provider, string section, Type options)
    {
        try
        {
            _ = ((IOptions<object>)provider.GetRequiredService(typeof(IOptions<>).MakeGenericType(options))).Value;
            return null;
        }
        catch (OptionsValidationException e)
        {
            return new SettingsProblem(section, [.. e.Failures]);
        }
        catch (InvalidOperationException e)
        {
            // The binder names an unknown key or a value of the wrong type.
            return new SettingsProblem(section, [.. BinderProblem.Explain(e.Message)]);
        }
    }
}
