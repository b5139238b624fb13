using System.Collections.Concurrent;
using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Engine.Scanning;

/// <summary>The scans that this process works on or watches, for whoever watches them here and shall not wait for the store. The store is the truth.</summary>
internal sealed class ScanProgressHub
{
    // Beyond this tracks of scans that are not worked on here are dropped, oldest first. More than the cards that a process follows at once.
    private const int MaxTracks = 2048;
    private readonly ConcurrentDictionary<ScanId, ScanTrack> _tracks = new();
    private readonly ConcurrentQueue<ScanId> _order = new();

    public void Report(ScanId scan, StageProgress progress) => Get(scan).Set(progress);

    /// <summary>How far a scan is, as far as it is known here.</summary>
    public TrackView Look(ScanId scan) => Get(scan).Look();

    /// <summary>The stages, when they changed since they were taken the last time; null when they did not.</summary>
    public IReadOnlyList<StageProgress>? TakeNews(ScanId scan) => Get(scan).TakeNews();

    /// <summary>Ties the token source of a scan that starts here to its track, so that it can be stopped by id.</summary>
    public void Started(ScanId scan, CancellationTokenSource stop) => Get(scan).Start(stop);

    /// <summary>The work on it ended here.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="isOver">False when somebody else goes on with it: then nothing is known of it here any more.</param>
    public void Ended(ScanId scan, bool isOver)
    {
        var track = Get(scan);
        track.End(isOver);
        track.Signal();
    }

    /// <summary>Stops a scan that is worked on here, at once; does nothing for another.</summary>
    public async Task StopAsync(ScanId scan)
    {
        if (_tracks.TryGetValue(scan, out var track))
        {
            await track.StopAsync();
        }
    }

    private ScanTrack Get(ScanId scan)
    {
        if (_tracks.TryGetValue(scan, out var known))
        {
            return known;
        }

        var track = _tracks.GetOrAdd(scan, _ => new ScanTrack());
        _order.Enqueue(scan);
        DropOldest();
        return track;
    }

    // What is worked on here stays, however many others are watched: its stages and its stop are nowhere else.
    private void DropOldest()
    {
        for (var looks = _order.Count; looks > 0 && _order.Count > MaxTracks && _order.TryDequeue(out var oldest); looks--)
        {
            if (_tracks.TryGetValue(oldest, out var track) && track.IsWorkedOn)
            {
                _order.Enqueue(oldest);
                continue;
            }

            _tracks.TryRemove(oldest, out _);
        }
    }
}

/// <summary>How far a scan is, as far as this process knows.</summary>
/// <param name="Stages">Its stages; empty when it is not worked on here.</param>
/// <param name="Changed">Ends with the next change.</param>
/// <param name="Ended">Ends when the work on it here does.</param>
internal sealed record TrackView(IReadOnlyList<StageProgress> Stages, Task Changed, Task Ended);
