using System.Collections.Concurrent;
using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Engine.Scanning;

/// <summary>The scans that this process works on or watches, for whoever watches them here and shall not wait for the store. The store is the truth.</summary>
internal sealed class ScanProgressHub
{
    // Tracks of scans that ended are dropped oldest first beyond this.
    private const int MaxTracks = 256;
    private readonly ConcurrentDictionary<ScanId, Track> _tracks = new();
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

    private Track Get(ScanId scan)
    {
        if (_tracks.TryGetValue(scan, out var known))
        {
            return known;
        }

        var track = _tracks.GetOrAdd(scan, _ => new Track());
        _order.Enqueue(scan);
        while (_order.Count > MaxTracks && _order.TryDequeue(out var oldest))
        {
            _tracks.TryRemove(oldest, out _);
        }

        return track;
    }

    private sealed class Track
    {
        private readonly Lock _lock = new();
        private readonly List<StageProgress> _stages = [];
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenSource? _stop;
        private bool _hasNews;

        public void Start(CancellationTokenSource stop)
        {
            lock (_lock)
            {
                _stop = stop;
                // A scan that was given back starts again.
                _stages.Clear();
                _ended = _ended.Task.IsCompleted ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : _ended;
            }
        }

        public void End(bool isOver)
        {
            lock (_lock)
            {
                _stop = null;
                if (!isOver)
                {
                    _stages.Clear();
                }

                _ended.TrySetResult();
            }
        }

        public async Task StopAsync()
        {
            CancellationTokenSource? stop;
            lock (_lock)
            {
                stop = _stop;
            }

            try
            {
                await (stop?.CancelAsync() ?? Task.CompletedTask);
            }
            catch (ObjectDisposedException)
            {
                // It ended in this moment.
            }
        }

        public void Set(StageProgress progress)
        {
            lock (_lock)
            {
                _hasNews = true;
                var index = _stages.FindIndex(stage => stage.Stage == progress.Stage);
                if (index < 0)
                {
                    _stages.Add(progress);
                }
                else
                {
                    _stages[index] = progress;
                }
            }

            Signal();
        }

        public IReadOnlyList<StageProgress>? TakeNews()
        {
            lock (_lock)
            {
                var news = _hasNews;
                _hasNews = false;
                return news ? [.. _stages] : null;
            }
        }

        public TrackView Look()
        {
            lock (_lock)
            {
                return new TrackView([.. _stages], _changed.Task, _ended.Task);
            }
        }

        public void Signal()
        {
            TaskCompletionSource changed;
            lock (_lock)
            {
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.TrySetResult();
        }
    }
}

/// <summary>How far a scan is, as far as this process knows.</summary>
/// <param name="Stages">Its stages; empty when it is not worked on here.</param>
/// <param name="Changed">Ends with the next change.</param>
/// <param name="Ended">Ends when the work on it here does.</param>
internal sealed record TrackView(IReadOnlyList<StageProgress> Stages, Task Changed, Task Ended);
