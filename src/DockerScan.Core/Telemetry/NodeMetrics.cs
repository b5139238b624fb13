using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DockerScan.Core.Telemetry;

/// <summary>
/// What this process counts of its own work. Nobody listens unless a setting asks for it, and then it costs nothing. No label holds what comes
/// out of an image, a registry or a chat: each has a few values that are known beforehand. <c>docs/observability.md</c> lists them.
/// </summary>
public sealed class NodeMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "DockerScan";

    /// <summary>How long a scan took, in seconds.</summary>
    public const string ScanDuration = "dockerscan.scan.duration";

    /// <summary>How long a scan waited, in seconds.</summary>
    public const string ScanWait = "dockerscan.scan.wait";

    /// <summary>How long a stage took, in seconds.</summary>
    public const string StageDuration = "dockerscan.stage.duration";

    /// <summary>How long a piece of work on the store took, in seconds.</summary>
    public const string StoreDuration = "dockerscan.store.operation.duration";

    private const string Seconds = "s";
    private readonly UpDownCounter<long> _running;
    private readonly Counter<long> _scans;
    private readonly Histogram<double> _scanDuration;
    private readonly Histogram<double> _scanWait;
    private readonly Histogram<double> _stageDuration;
    private readonly Histogram<double> _storeDuration;
    private readonly Counter<long> _claimsLost;
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _cards;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _watchRuns;

    /// <summary>Makes every instrument once.</summary>
    public NodeMetrics()
    {
        Meter = new Meter(Name);
        _running = Meter.CreateUpDownCounter<long>("dockerscan.scans.running", description: "Scans in this node's hands.");
        _scans = Meter.CreateCounter<long>("dockerscan.scans", description: "Scans that left this node's hands.");
        _scanDuration = Meter.CreateHistogram<double>(ScanDuration, Seconds, "From the claim of a scan to its end on this node.");
        _scanWait = Meter.CreateHistogram<double>(ScanWait, Seconds, "From the request to the first claim.");
        _stageDuration = Meter.CreateHistogram<double>(StageDuration, Seconds, "Each stage of a scan.");
        _storeDuration = Meter.CreateHistogram<double>(StoreDuration, Seconds, "Each piece of work on the store.");
        _claimsLost = Meter.CreateCounter<long>("dockerscan.claims.lost", description: "Claims that were stale when this node came to write.");
        _lookups = Meter.CreateCounter<long>("dockerscan.lookups", description: "Questions to VirusTotal.");
        _cards = Meter.CreateCounter<long>("dockerscan.cards", description: "Cards that were to be brought to a chat.");
        _commands = Meter.CreateCounter<long>("dockerscan.commands", description: "Commands of chats.");
        _watchRuns = Meter.CreateCounter<long>("dockerscan.watch.runs", description: "Runs of watches.");
    }

    /// <summary>For who adds what is looked at from outside.</summary>
    public Meter Meter { get; }

    /// <summary>A scan was claimed for the first time, so long after it was asked for.</summary>
    public void ScanWaited(string priority, TimeSpan waited) => _scanWait.Record(Math.Max(0, waited.TotalSeconds), Of("priority", priority));

    /// <summary>A scan is worked on.</summary>
    public void ScanStarted() => _running.Add(1);

    /// <summary>It is not any more.</summary>
    public void ScanEnded(string outcome, TimeSpan took)
    {
        _running.Add(-1);
        _scans.Add(1, Of("outcome", outcome));
        _scanDuration.Record(took.TotalSeconds, Of("outcome", outcome));
    }

    /// <summary>A stage of a scan ended.</summary>
    public void StageEnded(string stage, string outcome, TimeSpan took) => _stageDuration.Record(took.TotalSeconds, Of("stage", stage), Of("outcome", outcome));

    /// <summary>A claim was stale.</summary>
    public void ClaimLost(string kind) => _claimsLost.Add(1, Of("kind", kind));

    /// <summary>A service was asked.</summary>
    public void LookupEnded(string outcome) => _lookups.Add(1, Of("outcome", outcome));

    /// <summary>A card was to be brought.</summary>
    public void CardEnded(string platform, string outcome) => _cards.Add(1, Of("platform", platform), Of("outcome", outcome));

    /// <summary>A command ended.</summary>
    public void CommandEnded(string platform, string command, string outcome) => _commands.Add(1, Of("platform", platform), Of("command", command), Of("outcome", outcome));

    /// <summary>A run of a watch ended.</summary>
    public void WatchRunEnded(string outcome) => _watchRuns.Add(1, Of("outcome", outcome));

    /// <summary>When a piece of work on the store begins; zero when nobody wants to know.</summary>
    public long StoreStarted() => _storeDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>It ended.</summary>
    /// <param name="started">What <see cref="StoreStarted"/> gave.</param>
    /// <param name="store">Which store: <c>sqlite</c>, <c>mongo</c>.</param>
    /// <param name="isOk">False when it threw.</param>
    public void StoreEnded(long started, string store, bool isOk)
    {
        if (started != 0)
        {
            _storeDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Of("store", store), Of("outcome", isOk ? "ok" : "failed"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Of(string name, string value) => new(name, value);
}
