using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Scanning;
using DockerScan.Sqlite;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>The engine with everything around it faked.</summary>
internal sealed class Rig : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-engine-");

    /// <param name="configure">Settings.</param>
    /// <param name="workers">The folder of workers.</param>
    /// <param name="withSqlite">True keeps scans in a real store, as reputations always are, which joins the two.</param>
    /// <param name="beside">Another process's, with whose store and clock this one works.</param>
    /// <param name="isFrozen">True for a process that stands still between its own steps: no timer of it ever fires.</param>
    /// <param name="first">Registers what comes before the engine's parts, in their place.</param>
    /// <param name="add">Registers what comes beside them.</param>
    public Rig(
        Action<ScanningOptions>? configure = null, string workers = "", bool withSqlite = false, Rig? beside = null, bool isFrozen = false,
        Action<IServiceCollection>? first = null, Action<IServiceCollection>? add = null)
    {
        Database = beside?.Database ?? Path.Combine(_folder.FullName, "store.db");
        Time = beside?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        Store = new FakeScanStore(Time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(isFrozen ? new FrozenTimers(Time) : Time);
        services.AddSingleton<IIdGenerator>(new CountingIds(beside is null ? "testid" : "beside"));
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        if (!withSqlite && beside is null)
        {
            services.AddSingleton<IScanStore>(Store);
            services.AddSingleton<ICardStore>(new FakeCardStore());
            services.AddSingleton<IAcceptanceStore>(Acceptances);
        }

        first?.Invoke(services);
        services.AddSingleton<IReputationSource>(Reputations);
        services.Configure<StorageOptions>(storage => storage.Path = Database);
        services.AddSqliteStore();
        services.AddSingleton<IImageEngine>(Engine);
        services.AddSingleton<IImageRegistry>(Registry);
        services.AddSingleton<ICaptureFiles>(Captures);
        services.AddSingleton(TestChecklist.Value);
        foreach (var scanner in (FakeScanner[])[Trivy, ImageConfig, Autorun])
        {
            services.AddSingleton<IImageScanner>(scanner);
        }

        services.AddOptions<ScanningOptions>().Configure(configure ?? (_ => { }));
        services.AddEngine(workers);
        add?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public static ImageDigest Digest { get; } = ImageDigest.Parse("sha256:" + new string('a', 64));

    public static ImageDigest OtherDigest { get; } = ImageDigest.Parse("sha256:" + new string('b', 64));

    /// <summary>The store's file.</summary>
    public string Database { get; }

    public FakeTimeProvider Time { get; }

    public FakeReputationSource Reputations { get; } = new();

    public FakeScanStore Store { get; }

    public FakeAcceptanceStore Acceptances { get; } = new();

    public FakeImageEngine Engine { get; } = new();

    public FakeImageRegistry Registry { get; } = new();

    public FakeCaptureFiles Captures { get; } = new();

    public FakeScanner Trivy { get; } = new(StageIds.Trivy);

    public FakeScanner ImageConfig { get; } = new(StageIds.ImageConfig);

    public FakeScanner Autorun { get; } = new(StageIds.Autorun);

    public IServiceProvider Services => _services;

    public IScanService Scans => _services.GetRequiredService<IScanService>();

    public StartupSweeper Sweeper => _services.GetRequiredService<StartupSweeper>();

    public IScanWorker Worker => _services.GetRequiredService<IScanWorker>();

    public static ScanRequest Request(bool force = false, string image = "redis:7")
        => new(ImageReference.Parse(image), null, new ScanOptions { Force = force }, "test");

    public static TargetImage Image(ImageDigest? digest = null, bool wasPulled = false) => new()
    {
        Reference = ImageReference.Parse("redis:7"),
        Digest = digest,
        ImageId = ImageDigest.Parse("sha256:" + new string('c', 64)),
        Platform = ImagePlatform.Default,
        SizeBytes = 100,
        LayerCount = 1,
        Configuration = new ImageConfiguration(),
        WasPulled = wasPulled,
    };

    public static RegistryImage Remote(long compressedBytes = 10)
        => new(ImageReference.Parse("redis:7"), Digest, null, ImagePlatform.Default, compressedBytes, 1);

    public static FindingDraft Draft(string id, Severity severity, string evidence = "seen") => new()
    {
        Check = CheckIds.SecretFile,
        Id = id,
        KeyClass = CheckIds.SecretFile,
        Location = "/a",
        Title = id,
        Severity = severity,
        Target = "/a",
        Evidence = evidence,
        Remediation = "remove it",
    };

    /// <summary>Submits and works until the scan ended.</summary>
    public async Task<ScanResult> ScanAsync(ScanRequest? request = null)
    {
        var enqueued = await Scans.SubmitAsync(request ?? Request(), TestContext.Current.CancellationToken);
        Assert.True(await Worker.RunNextAsync(enqueued.Job.Id, OnStop.Cancel, TestContext.Current.CancellationToken));
        return await Scans.FindResultAsync(enqueued.Job.Id, TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("the scan has no result");
    }

    /// <summary>Lets the clock run until something has ended, so far at most: the work behind it may take longer on a busy machine.</summary>
    public async Task SettleAsync(Task task, int seconds = 60)
    {
        using var timer = new PeriodicTimer(Step);
        for (var halves = 2 * seconds; !task.IsCompleted; halves--)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (halves > 0)
            {
                Time.Advance(TimeSpan.FromMilliseconds(500));
            }
        }

        await task;
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The same where parts were added that end in their own time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class CountingIds(string prefix) : IIdGenerator
    {
        private int _count;

        public string NewId() => $"{prefix}{Interlocked.Increment(ref _count):000000}";
    }
}
