using DockerScan.Core.Stages;

namespace DockerScan.Engine.Scanning;

/// <summary>What this process knows of one scan. Safe to use from several threads.</summary>
internal sealed class ScanTrack
{
    private readonly Lock _lock = new();
    private readonly List<StageProgress> _stages = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _stop;
    private bool _hasNews;

    public bool IsWorkedOn
    {
        get
        {
            lock (_lock)
            {
                return _stop is not null;
            }
        }
    }

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
