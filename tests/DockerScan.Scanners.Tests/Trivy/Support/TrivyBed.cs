using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Tests.Trivy.Systems;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>The scanner with everything below it, in a folder of its own.</summary>
internal sealed class TrivyBed : IDisposable
{
    public const string ImageId = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    public TrivyBed(TimeProvider time, Action<TrivyOptions>? configure = null, ITrivyRpc? rpc = null, ITrivyServerFinder? servers = null, LoopbackPorts? ports = null, TrivyServerBounds? bounds = null)
    {
        Rpc = rpc ?? new TrivyRpc(time);
        // Looked at more often than for people: the tests wait for what is seen then.
        bounds = (bounds ?? new TrivyServerBounds()) with { Tick = TimeSpan.FromMilliseconds(200) };
        // A server is kept where a test says so: else what waits for one would wait by a clock that stands still.
        Options = new TrivyOptions { CacheDirectory = Folder["cache"], MaxWaitSeconds = 30, KeepServer = false };
        configure?.Invoke(Options);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var (ids, gate, processes) = (new TestIds(), new FileGate(time), new ProcessRunner(time));
        Paths = new TrivyPaths(options);
        Locator = new TrivyToolLocator(options, Paths, processes, ids, NullLogger<TrivyToolLocator>.Instance);
        Inspector = new DatabaseInspector(options, time);
        Databases = new DatabaseProvider(options, Paths, Inspector, ids, NullLogger<DatabaseProvider>.Instance);
        Java = new JavaInspector(options, time);
        Refresher = new TrivyDatabaseRefresher(
            options, Paths, new DatabaseMirrors(options, Artifacts, Inspector, Java, time), gate, time, ids, NullLogger<TrivyDatabaseRefresher>.Instance);
        Analyses = new KnownAnalyses(options, Paths, ids, time, NullLogger<KnownAnalyses>.Instance);
        Content = new KnownContent(
            options, Databases, Analyses, servers ?? new TrivyServerFinder(Paths, time), new ServerMatcher(Rpc, new ProofPackages(TestSystems.Load(), Rpc, ids), ids), Alarm, time, NullLogger<KnownContent>.Instance);
        var runner = new TrivyRunner(options, Paths, Databases, processes, gate, Content, time, ids, NullLogger<TrivyRunner>.Instance);
        var mapper = new TrivyReportMapper(TestChecklist.Create());
        Matcher = new PackageMatcher(options, Locator, Content, mapper, new SystemJudge(TestSystems.Load(), time), time);
        Starter = new TrivyServerStarter(Paths, new ServerDatabase(Inspector, bounds), ports ?? new LoopbackPorts(), Rpc, ids, time);
        Keeper = new TrivyServerKeeper(
            options, Paths, Locator, Databases, Starter, Alarm, bounds, Rpc, gate, ids, time, NullLogger<TrivyServerKeeper>.Instance);
        Scanner = new TrivyScanner(
            options, Locator, Refresher, Databases, Java, runner, Content, mapper, TestSystems.Load(), new SystemJudge(TestSystems.Load(), time), time, NullLogger<TrivyScanner>.Instance);
        Health = new TrivyHealthProbe(Locator, Databases, Java, time);
        ServerHealth = new TrivyServerHealthProbe(options, Locator, Databases, servers ?? new TrivyServerFinder(Paths, time), Alarm, Rpc, time);
    }

    public TemporaryFolder Folder { get; } = new();

    public TrivyOptions Options { get; }

    public TrivyPaths Paths { get; }

    public TrivyToolLocator Locator { get; }

    public DatabaseInspector Inspector { get; }

    public DatabaseProvider Databases { get; }

    public JavaInspector Java { get; }

    /// <summary>Where databases are downloaded from; a closed network until something is published.</summary>
    public FakeArtifacts Artifacts { get; } = new();

    public TrivyDatabaseRefresher Refresher { get; }

    public TrivyScanner Scanner { get; }

    public TrivyHealthProbe Health { get; }

    public TrivyServerHealthProbe ServerHealth { get; }

    public ITrivyRpc Rpc { get; }

    public TrivyServerAlarm Alarm { get; } = new();

    public KnownAnalyses Analyses { get; }

    public KnownContent Content { get; }

    public PackageMatcher Matcher { get; }

    public TrivyServerStarter Starter { get; }

    public TrivyServerKeeper Keeper { get; }

    public static ScannerInput Input(string imageId = ImageId, params string[] files) => new(
        ScanId.Parse("testscan0001"),
        new TargetImage
        {
            Reference = ImageReference.Parse("sample:1"),
            ImageId = ImageDigest.Parse(imageId),
            Platform = ImagePlatform.Default,
            SizeBytes = 1,
            LayerCount = 1,
            Configuration = new ImageConfiguration(),
        },
        new TestContent(files),
        new ScanOptions());

    public void WriteStub(string body, string version = "0.74.0") => Options.Path = StubTrivy.Write(Folder, body, version);

    public Task<ScannerOutcome> ScanAsync(params string[] files)
        => Scanner.ScanAsync(Input(ImageId, files), TestContext.Current.CancellationToken);

    public Task<ScannerOutcome> ScanAsync(Func<TargetImage, TargetImage> change)
    {
        var input = Input();
        return Scanner.ScanAsync(input with { Image = change(input.Image) }, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Locator.Dispose();
        (Rpc as IDisposable)?.Dispose();
        Folder.Dispose();
    }
}
