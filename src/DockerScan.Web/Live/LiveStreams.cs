using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Engine.Scanning;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DockerScan.Web.Live;

/// <summary>Tells open live pages that something changed; what did is fetched by the page. Every stream ends when the program stops, and there are only so many.</summary>
internal sealed class LiveStreams(IScanService scans, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<LiveStreams> logger)
{
    /// <summary>How many pages may follow a scan at once.</summary>
    internal const int Most = 200;

    // Proxies end what is silent for a minute.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    private int _open;

    public IResult Open(string scan, HttpContext context)
    {
        if (!ScanId.TryParse(scan, out var id))
        {
            return Results.NotFound();
        }

        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        // A proxy is not to gather what is told.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(id, context.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> FollowAsync(ScanId scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            // At once: the headers go out with it.
            yield return new SseItem<string>(string.Empty, "changed");
            await using var progress = scans.WatchAsync(scan, both.Token).GetAsyncEnumerator(both.Token);
            ScanProgress? shown = null;
            var said = time.GetTimestamp();
            while (await NextAsync(progress, scan) is { } now)
            {
                if (now.Phase == ScanPhase.Finished)
                {
                    yield return new SseItem<string>(string.Empty, "ended");
                    yield break;
                }

                var isNews = shown is null || !IsSame(shown, now);
                if (isNews || time.GetElapsedTime(said) >= Beat)
                {
                    said = time.GetTimestamp();
                    shown = now;
                    yield return new SseItem<string>(string.Empty, isNews ? "changed" : "beat");
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<ScanProgress?> NextAsync(IAsyncEnumerator<ScanProgress> progress, ScanId scan)
    {
        try
        {
            return await progress.MoveNextAsync() ? progress.Current : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (EngineException e)
        {
            Log.LiveBroke(logger, scan, e);
            return null;
        }
    }

    private static bool IsSame(ScanProgress one, ScanProgress other)
        => one.Phase == other.Phase && one.QueuePosition == other.QueuePosition && one.Stages.SequenceEqual(other.Stages);
}
