using DockerScan.Core;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Host.Running;
using DockerScan.Host.Telemetry;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Composition;

/// <summary>Everything, put together for a verb that ends by itself.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Application(ServiceProvider services) => _services = services;

    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static Application Build(FileInfo? settingsFile) => Build(settingsFile, DataFolder.FromEnvironment());

    /// <param name="settingsFile">The operator's settings.</param>
    /// <param name="data">Where everything is kept.</param>
    /// <param name="replace">Puts other parts in the place of some.</param>
    internal static Application Build(FileInfo? settingsFile, DataFolder data, Action<IServiceCollection>? replace = null)
    {
        return Build(Settings.Load(settingsFile), data, replace);
    }

    /// <param name="settings">The settings in force.</param>
    /// <param name="data">Where everything is kept.</param>
    /// <param name="replace">Puts other parts in the place of some.</param>
    internal static Application Build(Settings settings, DataFolder data, Action<IServiceCollection>? replace = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => AddStderr(logging, settings));
        services.AddDockerScan(settings, data);
        replace?.Invoke(services);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = false, ValidateScopes = true });
        Validate(provider);
        WarnOfExposedSecrets(settings, provider);
        return new Application(provider);
    }

    /// <summary>Says once, at the start, which secrets everybody on the machine can read.</summary>
    public static void WarnOfExposedSecrets(Settings settings, IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<Application>>();
        foreach (var (_, problem) in SecretFiles.FindExposed(settings))
        {
            Log.SecretExposed(logger, problem);
        }
    }

    /// <summary>For a verb that scans: what scans work by is looked at now.</summary>
    /// <exception cref="SettingsException">A file cannot be used, or a required scanner is not there.</exception>
    public Application ForScanning()
    {
        ScanningParts.Require(_services);
        return this;
    }

    /// <summary>The same for a verb that scans once: the files are read while the store is opened and the engine is asked.</summary>
    /// <exception cref="SettingsException">A file cannot be used, or a required scanner is not there.</exception>
    /// <exception cref="EngineException">The store cannot be opened.</exception>
    public async Task<Application> ForOneScanAsync(CancellationToken cancellationToken)
    {
        var starting = Task.Run(() => Get<StartupSweeper>().StartAsync(cancellationToken), cancellationToken);
        try
        {
            ScanningParts.Require(_services);
        }
        finally
        {
            await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await starting;
        return this;
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public Task<int> ChatAsync(CancellationToken cancellationToken) => Get<ChatSession>().RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // It ends before its parts are taken away. What went wrong with it is in the log, and a scan that needed its end waited for it.
        await Get<LeftOvers>().Removal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
    }

    /// <summary>Standard output belongs to the answer.</summary>
    public static void AddStderr(ILoggingBuilder logging, Settings settings)
    {
        logging.AddConfiguration(settings.Configuration.GetSection("Logging"));
        if (nameof(LogForm.Json).Equals(settings.Configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Logs)}"], StringComparison.OrdinalIgnoreCase))
        {
            logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
        else
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        }

        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    public static void Validate(IServiceProvider provider)
    {
        try
        {
            provider.GetService<IStartupValidator>()?.Validate();
        }
        catch (InvalidOperationException e)
        {
            // The binder names an unknown key or a value of the wrong type.
            throw new SettingsException([.. BinderProblem.Explain(e.Message)]);
        }
        catch (AggregateException e)
        {
            throw new SettingsException([.. e.InnerExceptions.OfType<OptionsValidationException>().SelectMany(each => each.Failures)]);
        }
    }
}
