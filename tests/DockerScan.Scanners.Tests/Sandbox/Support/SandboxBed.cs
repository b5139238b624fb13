using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Places;
using DockerScan.Scanners.Tests.Sandbox.Analysis;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.TestKit.Content;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>The sandbox's classes around a scripted engine and a clock that stands still until it is driven.</summary>
internal sealed class SandboxBed : IDisposable
{
    // One for all tests: making one takes a while.
    private static readonly Lazy<string> Key = new(SecretForms.PrivateKey);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-tests").FullName;

    public SandboxBed()
    {
        Settings.SentinelPath = Path.Combine(_folder, "sentinel");
        File.WriteAllText(Settings.SentinelPath, "the sentinel");
        var options = Options.Create(Settings);
        Sentinel = new SentinelFile(options);
        Specs = new SandboxSpecs(options, Sentinel, Ids, count => Draw(count));
        Places = new SandboxPlaces(options, Engine, Machine, Time);
        Runner = new SandboxRunner(Engine, Places, Removal, new Aftermath(TestBehavior.Settings, Uploads), new CaptureTaker(options, Time), Time);
        SelfTest = Process();
        Scanner = new SandboxScanner(Runner, SelfTest, Specs, TestBehavior.Analyzer, Sentinel, Ids, Keys, options, Time);
        Engine.Script = (spec, session) => Write(spec, session, _ => { });
    }

    private static PrivateKeysAhead Keys => new(() => Key.Value, new FakeTimeProvider());

    // One place: a run that does not give its place back stops the next one.
    public SandboxOptions Settings { get; } = new() { WindowSeconds = 5, Concurrency = 1, MaxPcapBytes = 0 };

    public RecordingUploads Uploads { get; } = new();

    public TimerCount Time { get; } = new();

    public IIdGenerator Ids { get; } = new TestIds();

    public ScriptedEngine Engine { get; } = new();

    public SentinelFile Sentinel { get; }

    public SandboxSpecs Specs { get; }

    /// <summary>The source of chance for the inspector's number.</summary>
    public NumberDraw Draw { get; set; } = System.Security.Cryptography.RandomNumberGenerator.GetInt32;

    public FakeMachine Machine { get; } = new();

    public SandboxPlaces Places { get; }

    public SandboxRemoval Removal { get; } = new(NullLogger<SandboxRemoval>.Instance);

    public SandboxRunner Runner { get; }

    public SelfTest SelfTest { get; }

    public SandboxScanner Scanner { get; }

    public ScriptedSession Last => Engine.Sessions[^1];

    /// <summary>False while the clock stands, for what is to come before any time has passed.</summary>
    public Func<bool> MayTimePass { get; set; } = () => true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The self-test passes and the image's command ends at once with status 0, unless the test says otherwise.</summary>
    public void Image(Action<ScriptedSession> script) => Engine.Script = (spec, session) => Write(spec, session, script);

    public Task<ScannerOutcome> ScanAsync(CancellationToken? cancellationToken = null, ImageConfiguration? configuration = null, FakeImageContent? content = null)
        => ScanAsync(SampleImages.Input(configuration ?? new ImageConfiguration { Command = ["/bin/true"] }, content ?? new FakeImageContent()), cancellationToken);

    public Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken? cancellationToken = null)
        => DriveAsync(Scanner.ScanAsync(input, cancellationToken ?? Token));

    /// <summary>Where a proof may be kept.</summary>
    public string ProofPath => Path.Combine(_folder, "proof");

    /// <summary>What another process would have.</summary>
    public SelfTest Process()
    {
        var options = Options.Create(Settings);
        return new SelfTest(Runner, Specs, Sentinel, Engine, new KeptProof(options, Time), Ids, options, Time);
    }

    public Task EnsureAsync() => DriveAsync(Ensured());

    /// <summary>Lets time pass while somebody waits for it, until the task ends. Not while a session is being stopped: that takes none.</summary>
    public async Task<T> DriveAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            if (MayTimePass() && Time.Live > 0 && Engine.Sessions.LastOrDefault() is { IsStopping: false })
            {
                Time.Advance(Tick);
            }

            await Task.Yield();
        }

        return await task;
    }

    public SandboxSpec Spec(Honeytokens? tokens = null)
        => Specs.Make(ScanId.Parse("scan00000001"), SampleImages.Target(new ImageConfiguration()), tokens ?? Tokens());

    public Honeytokens Tokens() => Honeytokens.Make(Ids.NewId, () => Key.Value, "/root", "/app", 0, made: null, DateTimeOffset.UnixEpoch.AddYears(56), _ => false);

    public void Dispose()
    {
        SelfTest.Dispose();
        Places.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> Ensured()
    {
        await SelfTest.EnsureAsync(Token);
        return true;
    }

    private static void Write(SandboxSpec spec, ScriptedSession session, Action<ScriptedSession> script)
    {
        if (spec.Image is null)
        {
            SelfTestEvents.Write(session);
            return;
        }

        session.At["start Inspector"] = () => session.EndTarget(0);
        script(session);
    }
}
