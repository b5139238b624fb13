using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>The settings: <c>config/dockerscan.json</c>, then a file of the operator's, then environment variables <c>DOCKERSCAN__Section__Key</c>.</summary>
internal sealed class Settings
{
    private const string EnvironmentPrefix = "DOCKERSCAN__";

    // The shipped one first; it is right.
    private readonly IReadOnlyList<IConfiguration> _layers;

    private Settings(IReadOnlyList<IConfiguration> layers, IReadOnlyList<string> sources, IReadOnlyList<SettingsProblem> leftOut)
    {
        (_layers, Sources, LeftOut) = (layers, sources, leftOut);
        var builder = new ConfigurationBuilder();
        foreach (var layer in layers)
        {
            builder.AddConfiguration(layer);
        }

        Configuration = builder.Build();
    }

    public IConfigurationRoot Configuration { get; }

    public IReadOnlyList<string> Sources { get; }

    /// <summary>What could not be used, and is as it was shipped instead.</summary>
    public IReadOnlyList<SettingsProblem> LeftOut { get; }

    /// <summary>What this program does when it serves. What is no role is for the section itself to refuse.</summary>
    public NodeRole Role
        => Enum.TryParse<NodeRole>(Configuration[$"{ServeOptions.Section}:{nameof(ServeOptions.Role)}"], ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : NodeRole.All;

    /// <exception cref="SettingsException">A file is missing or malformed, or a section is unknown.</exception>
    public static Settings Load(FileInfo? file)
    {
        List<(FileInfo File, string Origin)> files = [Shipped];
        if (Environment.GetEnvironmentVariable("DOCKERSCAN_CONFIG") is { Length: > 0 } named)
        {
            files.Add((new FileInfo(named), "DOCKERSCAN_CONFIG"));
        }

        if (file is not null)
        {
            files.Add((file, "--config"));
        }

        IReadOnlyList<IConfiguration> layers =
            [.. files.Select(each => SettingsFile.Read(each.File, each.Origin)), new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build()];
        var settings = new Settings(layers, [.. files.Select(each => each.File.Name), "environment"], []);
        RefuseUnknown(settings.Configuration);
        return settings;
    }

    /// <summary>As shipped, where nothing of the operator's can be used.</summary>
    /// <param name="problem">Why.</param>
    public static Settings AsShipped(SettingsException problem)
        => new([SettingsFile.Read(Shipped.File, Shipped.Origin)], [Shipped.File.Name], [new SettingsProblem(null, problem.Problems)]);

    /// <summary>The same with whole sections as they were shipped, where chats are switched off.</summary>
    public Settings Without(IReadOnlyList<SettingsProblem> problems)
    {
        var sections = problems.Select(problem => problem.Section).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Settings([_layers[0], .. _layers.Skip(1).Select(layer => Without(layer, sections))], Sources, [.. LeftOut, .. problems]);
    }

    /// <summary>The same with one key that was typed, over all files.</summary>
    public Settings With(string key, string value, string origin)
        => new([.. _layers, new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()], [.. Sources, origin], LeftOut);

    /// <summary>Whether a part is switched on. What is no answer is for the part's own section to refuse.</summary>
    public bool IsOn(string section, bool usual) => bool.TryParse(Configuration[$"{section}:Enabled"], out var on) ? on : usual;

    private static (FileInfo File, string Origin) Shipped => (new FileInfo(Path.Combine(AppContext.BaseDirectory, "config", "dockerscan.json")), "shipped");

    private static IConfiguration Without(IConfiguration layer, HashSet<string?> sections)
        => new ConfigurationBuilder().AddInMemoryCollection(layer.AsEnumerable().Where(pair => !sections.Contains(pair.Key.Split(':')[0]))).Build();

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
