using System.Diagnostics;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Core.Telemetry;

namespace DockerScan.Engine.Scanning;

/// <summary>Collects the stage reports of one scan and tells the observer. Safe to use concurrently.</summary>
internal sealed class StageLog(IStageObserver observer, TimeProvider time)
{
    private const int MaxDetail = 200;
    private static readonly Dictionary<string, string> NoEvidence = [];
    private readonly Lock _lock = new();
    private readonly List<StageReport> _reports = [];

    public long Start(string stage)
    {
        observer.Report(new StageProgress(stage, null, null, null));
        return time.GetTimestamp();
    }

    /// <summary>What a stage says while it runs; what comes out of an image in it is made fit to be shown.</summary>
    public void Progress(string stage, double? fraction, string detail)
        => observer.Report(new StageProgress(stage, null, fraction, DisplayText.Clean(detail, MaxDetail)));

    /// <summary>What a stage saw, while it runs. What comes after its end is not told: the result says more.</summary>
    public void Tell(string stage, StageNews news)
    {
        if (!Has(stage))
        {
            var fit = news with { Subject = DisplayText.Clean(news.Subject, MaxDetail) };
            observer.Report(new StageProgress(stage, null, null, null) { News = fit });
        }
    }

    public void End(string stage, long started, StageOutcome outcome, string? reason, IReadOnlyDictionary<string, string>? evidence = null,
        IReadOnlyList<Gap>? gaps = null, PackageRecord? packages = null)
    {
        var took = time.GetElapsedTime(started);
        NodeTraces.Stage(stage, outcome.ToString().ToLowerInvariant(), took, time.GetUtcNow());
        Debug.Assert(outcome == StageOutcome.Completed || reason is not null, "a stage that did not complete says why");
        Add(new StageReport(stage, outcome, reason, took, evidence ?? NoEvidence) { Gaps = gaps ?? [], Packages = packages });
    }

    public void Skip(string stage, string reason) => Add(new StageReport(stage, StageOutcome.Skipped, reason, TimeSpan.Zero, NoEvidence));

    /// <summary>The reports in the order in which the stages are always shown; those of stages that the order does not know come last, for none is lost.</summary>
    public IReadOnlyList<StageReport> Snapshot(IReadOnlyList<string> order)
    {
        lock (_lock)
        {
            return [.. order.Select(id => _reports.Find(report => report.Id == id)).OfType<StageReport>(), .. _reports.Where(report => !order.Contains(report.Id, StringComparer.Ordinal))];
        }
    }

    public bool Has(string stage)
    {
        lock (_lock)
        {
            return _reports.Exists(report => report.Id == stage);
        }
    }

    private void Add(StageReport report)
    {
        lock (_lock)
        {
            _reports.Add(report);
        }

        observer.Report(StageProgress.Of(report));
    }
}

/// <summary>Is told how far the stages are.</summary>
internal interface IStageObserver
{
    void Report(StageProgress progress);
}
