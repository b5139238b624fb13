using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Host.Tests.Cli;

/// <summary>The program's parts over a real store in a folder of their own, without an engine.</summary>
internal sealed class StoredApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-cli-");

    /// <param name="replace">Puts other parts in the place of some.</param>
    public StoredApp(Action<IServiceCollection>? replace = null)
    {
        var settings = this["settings.json"];
        File.WriteAllText(settings, """{ "Docker": { "Host": "unix:///nowhere/docker.sock" } }""");
        App = Application.Build(
            new FileInfo(settings),
            new DataFolder(this["data"]),
            services =>
            {
                services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
                replace?.Invoke(services);
            });
    }

    public Application App { get; }

    public string Reports => Path.Combine(this["data"], "reports");

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public async Task KeepAsync(ScanResult result, CancellationToken cancellationToken)
    {
        var store = App.Get<IScanStore>();
        await store.InitializeAsync(cancellationToken);
        await store.KeepResultAsync(result, ScanSamples.Request(result.Reference.ToString()), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
