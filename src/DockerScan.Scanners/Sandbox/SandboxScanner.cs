using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox.Analysis;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Starts the image, sealed off, and tells what it does.</summary>
internal sealed class SandboxScanner(
    SandboxRunner runner, SelfTest selfTest, SandboxSpecs specs, BehaviorAnalyzer analyzer, SentinelFile sentinel,
    IIdGenerator ids, PrivateKeysAhead keys, IOptions<SandboxOptions> options, TimeProvider time) : IImageScanner
{
    // Raised with every change of this scanner's answers. The sentinel and the thresholds count by themselves: their files are hashed.
    private const string Revision = "9";

    // Building, stopping and reading what is left, on a busy machine, and waiting for a free place.
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(10);

    public string Id => StageIds.Sandbox;

    public bool IsWaiting => true;

    public async Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var version = await sentinel.ReadVersionAsync(cancellationToken) ?? "missing";
        return new ScannerIdentity(Id, $"{Revision}/{version}+{analyzer.Version}", FormattableString.Invariant($"{options.Value.Mode} {options.Value.WindowSeconds} s"));
    }

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromSeconds(ScanOptions.MaxWindowSeconds) + Around;

    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        if (!input.Options.Sandbox)
        {
            return ScannerOutcome.Without(StageOutcome.Skipped, "left out by request: the image was not started");
        }

        if (input.Image.Platform != ImagePlatform.Default)
        {
            return ScannerOutcome.Without(
                StageOutcome.Unsupported, $"the image is for {input.Image.Platform}; this machine starts {ImagePlatform.Default} only");
        }

        if (!sentinel.Exists)
        {
            return ScannerOutcome.Without(StageOutcome.Failed, "the sentinel binary is missing; run.sh builds it, or set Sandbox:SentinelPath");
        }

        try
        {
            await selfTest.EnsureAsync(cancellationToken);
        }
        catch (SandboxFailedException e)
        {
            return ScannerOutcome.Without(StageOutcome.Failed, e.Message);
        }
        catch (TimeoutException)
        {
            return ScannerOutcome.Without(StageOutcome.Failed, "the engine did not end the containers of the sandbox's self-test in time");
        }

        try
        {
            return await RunAsync(input, cancellationToken);
        }
        catch (SandboxFailedException e)
        {
            selfTest.Doubt();
            return Broken(e.Message);
        }
        catch (EngineException e)
        {
            return Broken(e.Failure.Message);
        }
        catch (TimeoutException)
        {
            return Broken("the engine did not end the sandbox's containers in time");
        }
    }

    // It may have been running by then: what network it had must be said all the same.
    private ScannerOutcome Broken(string reason)
        => ScannerOutcome.Without(StageOutcome.Failed, reason) with { Sandbox = new SandboxUse(options.Value.Mode), Evidence = SandboxEvidence.OfMode(options.Value.Mode) };

    private async Task<ScannerOutcome> RunAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        var index = await input.Content.GetIndexAsync(cancellationToken);
        var configuration = input.Image.Configuration;
        var user = await TargetUser.FindAsync(configuration, input.Content, cancellationToken);
        var folder = configuration.WorkingDirectory is { Length: > 0 } given && given[0] == '/' ? given : "/";
        var tokens = Honeytokens.Make(ids.NewId, keys.Take, user.Home, folder, user.Uid, configuration.CreatedAt, time.GetUtcNow(), path => index.Find(path) is not null || index.Resolve(path) is not null);
        var window = TimeSpan.FromSeconds(input.Options.WindowSeconds ?? options.Value.WindowSeconds);
        var record = await runner.RunAsync(
            specs.Make(input.Scan, input.Image, tokens, window: window, taken: user.NumbersWith(index)), window, new TargetContent(input.Content, index), tokens,
            new LiveNews(input.News), input, cancellationToken);
        return Outcome(record, analyzer.Analyze(record, cancellationToken));
    }

    private static ScannerOutcome Outcome(SandboxRecord record, SandboxFindings seen)
    {
        return ScannerOutcome.With(seen.Completeness.Gaps) with
        {
            Findings = seen.Findings,
            Network = seen.Contacts,
            Listeners = seen.Listeners,
            Processes = seen.Processes,
            Dropped = seen.Dropped,
            // Of what never ran there is no course: "watched for 0.1 s, no processes" would read as a quiet image.
            Timeline = StartOutcome.WhyNot(record) is null ? seen.Timeline : null,
            Sandbox = new SandboxUse(record.Mode, StartOutcome.Of(record)),
            Capture = record.Capture,
            Evidence = SandboxEvidence.Of(record),
        };
    }
}
