using System.Diagnostics.Metrics;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Engine;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Mongo;
using DockerScan.Sqlite;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DockerScan.WorkerLoopback;

/// <summary>The engine's own queue, pipeline and store, with an image engine and scanners that only take time.</summary>
/// <param name="data">The folder of the store, of the workers' files and of captures.</param>
/// <param name="stage">How long a scanner takes.</param>
/// <param name="leaseSeconds">The lease. Shorter than settings allow, so that a test need not wait for minutes.</param>
/// <param name="address">Where MongoDB is; null for a SQLite file in the folder.</param>
public sealed class StandInWorker(string data, TimeSpan stage, int leaseSeconds, string? address = null)
{
    /// <summary>The store's file in its folder.</summary>
    public const string StoreFile = "dockerscan.db";

    /// <summary>Works until it is stopped, and says how each scan left its hands: <c>outcome complete</c>.</summary>
    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var services = Build();
        using var listener = Listen(services.GetRequiredService<NodeMetrics>(), output);
        await services.GetRequiredService<StartupSweeper>().RunAsync(cancellationToken);
        await services.GetRequiredService<DeadWorkerService>().StartAsync(cancellationToken);
        await services.GetRequiredService<ScanQueueService>().StartAsync(cancellationToken);
        await output.WriteLineAsync("working");
        await output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static MeterListener Listen(NodeMetrics metrics, TextWriter output)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, metrics.Meter) && instrument.Name == "dockerscan.scans")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        var lines = TextWriter.Synchronized(output);
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lines.WriteLine($"outcome {tags[0].Value}");
            lines.Flush();
        });
        listener.Start();
        return listener;
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.Configure<StorageOptions>(storage => (storage.Path, storage.Kind, storage.ConnectionString) = (Path.Combine(data, StoreFile), address is null ? StoreKind.Sqlite : StoreKind.Mongo, address));
        // As they are, without the bounds of settings.
        services.AddSingleton(Options.Create(new ScanningOptions { LeaseSeconds = leaseSeconds, MinFreeGiB = 0, MaxAttempts = 10 }));
        _ = address is null ? services.AddSqliteStore() : services.AddMongoStore();
        services.AddSingleton<IImageEngine, StandInEngine>();
        services.AddSingleton<IImageRegistry, StandInRegistry>();
        services.AddSingleton<ICaptureFiles>(new StandInCaptures(Path.Combine(data, "captures")));
        services.AddSingleton(SampleChecklist.Create());
        foreach (var id in (string[])[StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun])
        {
            services.AddSingleton<IImageScanner>(new StandInScanner(id, stage));
        }

        services.AddEngine(Path.Combine(data, "workers"));
        services.AddSingleton<ScanQueueService>();
        services.AddSingleton<DeadWorkerService>();
        return services.BuildServiceProvider();
    }
}
