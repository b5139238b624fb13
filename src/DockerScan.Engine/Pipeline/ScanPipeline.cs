using System.Collections.Concurrent;
using DockerScan.Core;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Assessing;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Pipeline;

/// <summary>The life of a scan after it was claimed: resolve, acquire, analyse, assess, look up. It always ends in a result, unless it is cancelled.</summary>
internal sealed class ScanPipeline
{
    private static readonly string[] StageOrder =
        [StageIds.Resolve, StageIds.Acquire, StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal];

    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IImageScanner> _scanners;
    private readonly ImageAcquirer _acquirer;
    private readonly ScannerRunner _runner;
    private readonly TargetGate _gate;
    private readonly IImageEngine _engine;
    private readonly ReputationStage _reputations;
    private readonly LeftOvers _leftOvers;
    private readonly RoomCheck _room;
    private readonly AnalysisPlaces _places;
    private readonly Checklist _checklist;
    private readonly ScanningOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ScanPipeline> _logger;

    public ScanPipeline(
        IEnumerable<IImageScanner> scanners, ImageAcquirer acquirer, ScannerRunner runner, TargetGate gate, IImageEngine engine,
        ReputationStage reputations, LeftOvers leftOvers, RoomCheck room, AnalysisPlaces places, Checklist checklist, IOptions<ScanningOptions> options, TimeProvider time, ILogger<ScanPipeline> logger)
    {
        _scanners = [.. scanners];
        (_acquirer, _runner, _gate, _engine, _reputations, _leftOvers) = (acquirer, runner, gate, engine, reputations, leftOvers);
        (_room, _places, _checklist, _options, _time, _logger) = (room, places, checklist, options.Value, time, logger);
        var ids = _scanners.Select(scanner => scanner.Id).ToList();
        if (ids.Distinct().Count() != ids.Count)
        {
            throw new InvalidOperationException("two scanners have the same id: " + string.Join(", ", ids));
        }

        if (_options.Required.Except(ids).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException($"Scan:RequiredScanners names '{unknown}'; there are {string.Join(", ", ids)}");
        }
    }

    public async Task<PipelineEnd> RunAsync(ScanJob job, Claim claim, IStageObserver observer, CancellationToken cancellationToken)
    {
        var startedAt = _time.GetUtcNow();
        var log = new StageLog(observer, _time);
        var acquired = await _acquirer.AcquireAsync(job.Request, log, cancellationToken);
        if (!acquired.IsSuccess)
        {
            return new PipelineEnd(Conclude(job, null, acquired.Failure, startedAt, log, []), IsReused: false);
        }

        var image = acquired.Value;
        var afterAnswers = new ConcurrentBag<Task>();
        try
        {
            var identities = await Task.WhenAll(_scanners.Select(scanner => scanner.IdentifyAsync(cancellationToken)));
            var reuseKey = ReuseKeys.Result(image, job.Request.Options, [.. identities, _reputations.Identity]);
            if (await _gate.EnterAsync(job, claim, image, reuseKey, cancellationToken) is { } reusable)
            {
                return new PipelineEnd(reusable, IsReused: true);
            }

            // A stored result would have answered.
            if (_room.FindRefusal() is { } full)
            {
                return new PipelineEnd(Conclude(job, null, full, startedAt, log, []), IsReused: false);
            }

            await _leftOvers.Removal.WaitAsync(cancellationToken);
            var outcomes = await AnalyseAsync(job, claim, image, log, afterAnswers.Add, cancellationToken);
            var result = await _reputations.AddAsync(job.Request, Conclude(job, image, null, startedAt, log, outcomes), log, cancellationToken);
            return new PipelineEnd(result with { ReuseKey = reuseKey }, IsReused: false, CaptureOf(outcomes));
        }
        finally
        {
            await RemovePulledAsync(image, afterAnswers);
        }
    }

    /// <summary>The result of a scan that cannot be run at all.</summary>
    public ScanResult GiveUp(ScanJob job, ScanFailure failure)
    {
        var log = new StageLog(NoObserver.Instance, _time);
        log.End(StageIds.Resolve, _time.GetTimestamp(), StageOutcome.Failed, failure.Message);
        return Conclude(job, null, failure, _time.GetUtcNow(), log, []);
    }

    private async Task<List<(string Scanner, ScannerOutcome Outcome)>> AnalyseAsync(
        ScanJob job, Claim claim, TargetImage image, StageLog log, Action<Task> afterAnswer, CancellationToken cancellationToken)
    {
        await using var content = new LazyImageContent(_engine, image, job.Id, cancellationToken);
        var input = new ScannerInput(job.Id, image, content, job.Request.Options) { ConfirmAsync = token => _gate.ConfirmAsync(claim, token), AfterAnswer = afterAnswer };
        var waiting = Task.WhenAll(_scanners.Where(scanner => scanner.IsWaiting).Select(RunAsync));
        var working = _places.RunAsync(() => Task.WhenAll(_scanners.Where(scanner => !scanner.IsWaiting).Select(RunAsync)), cancellationToken);
        // Both have ended when this goes on, whatever becomes of one: they read the same files.
        var outcomes = (await Task.WhenAll(working, waiting)).SelectMany(each => each).ToDictionary(each => each.Scanner, each => each.Outcome, StringComparer.Ordinal);
        return [.. _scanners.Select(scanner => (scanner.Id, outcomes[scanner.Id]))];

        // Each scanner gets a thread of its own at once: none may wait for another's synchronous beginning.
        Task<(string Scanner, ScannerOutcome Outcome)> RunAsync(IImageScanner scanner)
            => Task.Run(async () => (scanner.Id, await _runner.RunAsync(scanner, input, log, cancellationToken)), cancellationToken);
    }

    private ScanResult Conclude(
        ScanJob job, TargetImage? image, ScanFailure? failure, DateTimeOffset startedAt, StageLog log,
        List<(string Scanner, ScannerOutcome Outcome)> outcomes)
    {
        ExplainMissingStages(job, failure, log);
        var platform = image?.Platform ?? job.Request.Platform ?? ImagePlatform.Default;
        var findings = new FindingAssessor(_checklist).Assess(
            job.Request.Reference, platform, outcomes.SelectMany(pair => pair.Outcome.Findings.Select(draft => (pair.Scanner, draft))));
        var stages = log.Snapshot(StageOrder);
        var complete = failure is null && VerdictPolicy.IsComplete(stages, RequiredFor(job));
        return new ScanResult
        {
            Id = job.Id,
            Reference = job.Request.Reference,
            Platform = platform,
            Image = image,
            Failure = failure,
            StartedAt = startedAt,
            FinishedAt = _time.GetUtcNow(),
            Complete = complete,
            Verdict = VerdictPolicy.Decide(complete, findings),
            AtLeast = VerdictPolicy.WorstFound(findings),
            Stages = stages,
            Findings = findings,
            Checklist = ChecklistEvaluator.Evaluate(_checklist, findings, stages),
            OperatingSystem = outcomes.Select(pair => pair.Outcome.OperatingSystem).FirstOrDefault(os => os is not null),
            PackageCount = outcomes.Select(pair => pair.Outcome.PackageCount).FirstOrDefault(count => count is not null),
            Autorun = [.. outcomes.SelectMany(pair => pair.Outcome.Autorun)],
            Network = [.. outcomes.SelectMany(pair => pair.Outcome.Network)],
            Listeners = [.. outcomes.SelectMany(pair => pair.Outcome.Listeners)],
            Processes = [.. outcomes.SelectMany(pair => pair.Outcome.Processes)],
            Dropped = [.. outcomes.SelectMany(pair => pair.Outcome.Dropped)],
            Timeline = outcomes.Select(pair => pair.Outcome.Timeline).FirstOrDefault(timeline => timeline is not null),
            Sandbox = outcomes.Select(pair => pair.Outcome.Sandbox).FirstOrDefault(use => use is not null),
            Capture = CaptureOf(outcomes)?.Info,
        };
    }

    private static CapturedFrames? CaptureOf(List<(string Scanner, ScannerOutcome Outcome)> outcomes)
        => outcomes.Select(pair => pair.Outcome.Capture).FirstOrDefault(capture => capture is not null);

    // What a person left out is not held against the scan, unless the operator named it as required.
    private IReadOnlyCollection<string> RequiredFor(ScanJob job)
    {
        if (_options.RequiredScanners.Count > 0 || !job.Request.Options.Sandbox || _scanners.All(scanner => scanner.Id != StageIds.Sandbox))
        {
            return _options.Required;
        }

        return [.. _options.Required, StageIds.Sandbox];
    }

    private static void ExplainMissingStages(ScanJob job, ScanFailure? failure, StageLog log)
    {
        // The reputation stage comes after the others and speaks for itself, unless there is nothing to ask about.
        foreach (var stage in StageOrder.Where(stage => !log.Has(stage) && (failure is not null || stage != StageIds.VirusTotal)))
        {
            log.Skip(stage, failure is not null ? "the image could not be had"
                : stage != StageIds.Sandbox ? "not configured"
                : job.Request.Options.Sandbox ? "switched off (Sandbox:Enabled): the image was not started"
                : "left out by request: the image was not started");
        }
    }

    private async Task RemovePulledAsync(TargetImage image, IEnumerable<Task> afterAnswers)
    {
        if (!image.WasPulled || _options.KeepPulledImages)
        {
            return;
        }

        // Cleaning up goes on after a cancellation, but not for ever.
        using var limit = new CancellationTokenSource(CleanupLimit, _time);
        try
        {
            // An engine keeps an image that a container was made of.
            await Task.WhenAll(afterAnswers).WaitAsync(limit.Token);
            await _engine.RemovePulledAsync(image, limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            Log.PulledImageStays(_logger, e, image.ImageId.Abbreviated);
        }
    }

    private sealed class NoObserver : IStageObserver
    {
        public static NoObserver Instance { get; } = new();

        public void Report(StageProgress progress)
        {
            // Nobody watches a scan that is given up.
        }
    }
}
