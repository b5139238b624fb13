using DockerScan.Core.Watches;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Watching;

/// <summary>Says in the log alone what runs found.</summary>
internal sealed class LoggedWatchNews(ILogger<LoggedWatchNews> logger) : IWatchNews
{
    public Task EndedAsync(WatchNews news, CancellationToken cancellationToken)
    {
        foreach (var change in news.Changes)
        {
            Log.Changed(logger, news.Watch.Id, news.Watch.Name, change.Reason, change.After);
        }

        return Task.CompletedTask;
    }

    public Task FailingAsync(string run, Watch watch, IReadOnlyList<WatchTarget> failing, CancellationToken cancellationToken)
    {
        foreach (var target in failing)
        {
            Log.Failing(logger, watch.Id, watch.Name, target.Failures, target.Problem?.Message);
        }

        return Task.CompletedTask;
    }
}
