using System.Collections.Concurrent;
using DockerScan.Core;

namespace DockerScan.Engine.Scanning;

/// <summary>The progress of scans that this process announced or works on. In memory only: the store is the truth.</summary>
internal sealed class ScanProgressHub
{
    // Tracks of scans that ended are dropped oldest first beyond this.
    private const int MaxTracks = 256;
    private readonly ConcurrentDictionary<ScanId, Track> _tracks = new();
    private readonly ConcurrentQueue<ScanId> _order = new();

    public void Announce(ScanId scan, int position) => Get(scan).Position = position;

    public void Report(ScanId scan, StageProgress progress) => Get(scan).Set(progress);

    public (IReadOnlyList<StageProgress> Stages, int Position, Task Changed, Task Ended) Look(ScanId scan) => Get(scan).Look();

    /// <summary>Ties the token source of a scan that starts here to its track, so that it can be stopped by id.</summary>
    public void Started(ScanId scan, CancellationTokenSource stop) => Get(scan).Start(stop);

    public void Ended(ScanId scan)
    {
        var track = Get(scan);
        track.End();
        track.Signal();
    }

    public async Task<bool> TryStopAsync(ScanId scan)
    {
        if (!_tracks.TryGetValue(scan, out var track) || track.Stop is not { } stop)
        {
            return false;
        }

        await stop.CancelAsync();
        return true;
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

        public int Position { get; set; }

        public CancellationTokenSource? Stop { get; private set; }

        public void Start(CancellationTokenSource stop)
        {
            lock (_lock)
            {
                Stop = stop;
                // A scan that was given back starts again.
                _ended = _ended.Task.IsCompleted ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : _ended;
            }
        }

        public void End()
        {
            lock (_lock)
            {
                Stop = null;
                _ended.TrySetResult();
            }
        }

        public void Set(StageProgress progress)
        {
            lock (_lock)
            {
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

        public (IReadOnlyList<StageProgress> Stages, int Position, Task Changed, Task Ended) Look()
        {
            lock (_lock)
            {
                return ([.. _stages], Position, _changed.Task, _ended.Task);
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
