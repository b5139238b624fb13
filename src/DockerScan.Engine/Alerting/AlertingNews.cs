using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Exploits;
using DockerScan.Core.Pulls;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Alerting;

/// <summary>
/// Makes an alert of what a run found, and keeps it before anybody is told: the book of the watch and the alert in one write, under the run's
/// key. A run that is told again after a crash finds its key in the book, and speaks once.
/// </summary>
internal sealed class AlertingNews(
    IAlertStore store, IScanStore scans, IAcceptanceStore acceptances, AlertRelay relay, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertingNews> logger,
    IExploitLists? lists = null, IPullBudget? pulls = null) : IWatchNews
{
    // Two processes may end runs of one watch at the same time: each sees the other's book then.
    private const int Tries = 10;

    public async Task EndedAsync(WatchNews news, CancellationToken cancellationToken)
    {
        // What was told needs no reading: a watch that tells at once comes by again and again.
        if ((await store.ReadAsync(news.Watch.Id, cancellationToken)).Runs.Contains(news.Run, StringComparer.Ordinal))
        {
            return;
        }

        foreach (var change in news.Changes)
        {
            Log.Changed(logger, news.Watch.Id, news.Watch.Name, change.Reason, change.After);
        }

        if (await ReadAsync(news, cancellationToken) is { Count: > 0 } changes)
        {
            await TellAsync(news.Run, news.Watch, changes, cancellationToken);
        }
    }

    /// <summary>Tells what results say, though no run brought them: acceptances ended.</summary>
    /// <param name="run">A key: what was told under it is not told again.</param>
    /// <param name="watch">The watch.</param>
    /// <param name="changes">The results.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TellAsync(string run, Watch watch, IReadOnlyList<AlertChange> changes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var accepted = new AcceptanceSet(await acceptances.ListForAsync(watch.Image.Repository, now - AlertInput.ExpiryWindow, cancellationToken));
        var exploits = await KnownExploits.OfAsync(lists, changes.SelectMany(change => change.After.Findings), cancellationToken);
        await KeepAsync(
            watch.Id, run,
            book => AlertMaker.Make(book, new AlertInput(run, watch, changes, options.Value.RuleOf(watch), now) { Exploits = exploits, Acceptances = accepted, Timing = options.Value.TimingOf(watch), Budgets = AlertBudgets.Of(pulls, watch.Image.Registry) }),
            cancellationToken);
    }

    public bool TellsAtOnce(Watch watch) => options.Value.TimingOf(watch).When == TellWhen.Immediate;

    public async Task FailingAsync(string run, Watch watch, IReadOnlyList<WatchTarget> failing, CancellationToken cancellationToken)
    {
        foreach (var target in failing)
        {
            Log.Failing(logger, watch.Id, watch.Name, target.Failures, target.Problem?.Message);
        }

        var alert = AlertMaker.Failing(run, watch, failing, options.Value.TimingOf(watch), time.GetUtcNow());
        await KeepAsync(
            watch.Id, alert.Run,
            book => new AlertOutcome(
                book with { Runs = [.. book.Runs.Prepend(alert.Run).Take(AlertBook.MaxRuns)] }, alert, new Dictionary<ScanId, IReadOnlyDictionary<string, FindingChange?>>()),
            cancellationToken);
    }

    private async Task KeepAsync(string watch, string run, Func<AlertBook, AlertOutcome> make, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var book = await store.ReadAsync(watch, cancellationToken);
            if (book.Runs.Contains(run, StringComparer.Ordinal))
            {
                return;
            }

            var outcome = make(book);
            List<Alert> alerts = outcome.Alert is { } made ? [made] : [];
            foreach (var (id, became) in outcome.Fixed)
            {
                if (await store.FindAsync(id, cancellationToken) is { } earlier && AlertMaker.With(earlier, became) is { } changed)
                {
                    alerts.Add(changed);
                }
            }

            if (await store.KeepAsync(outcome.Book, alerts, cancellationToken))
            {
                if (outcome.Alert is { } alert)
                {
                    // Who sits at the console of serve hears of what is new and serious as well.
                    Log.Made(logger, alert.Kind == AlertKind.News ? LogLevel.Warning : LogLevel.Information, watch, alert.Image, alert.Kind, alert.Counts.New, alert.Counts.Raised, alert.Id);
                }

                await relay.TryRunAsync(cancellationToken);
                return;
            }
        }

        throw new EngineException(new ScanFailure(FailureKind.Internal, $"what watch {watch} has told could not be written: others write it all the time"));
    }

    private async Task<IReadOnlyList<AlertChange>> ReadAsync(WatchNews news, CancellationToken cancellationToken)
    {
        List<AlertChange> changes = [];
        foreach (var change in news.Changes)
        {
            if (await scans.FindResultAsync(change.After, cancellationToken) is not { } after)
            {
                continue;
            }

            List<ScanResult> baseline = [];
            foreach (var id in change.Baseline.Where(id => id != change.After))
            {
                if (await scans.FindResultAsync(id, cancellationToken) is { } result)
                {
                    baseline.Add(result);
                }
            }

            var before = change.Before is { } compared ? baseline.Find(result => result.Id == compared) ?? await scans.FindResultAsync(compared, cancellationToken) : null;
            changes.Add(new AlertChange(change, after, before, baseline));
        }

        return changes;
    }
}
