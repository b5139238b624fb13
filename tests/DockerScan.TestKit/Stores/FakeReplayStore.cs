using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Stores;

/// <summary>Keeps what it was told. What a store must do is proved by its own tests, not here.</summary>
public sealed class FakeReplayStore : IReplayStore
{
    private readonly Lock _lock = new();
    private readonly List<(string Source, SeenRequest Request)> _kept = [];

    public Exception? Trouble { get; set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _kept.Count;
            }
        }
    }

    public Task AddAsync(string source, IReadOnlyList<SeenRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Trouble is not null)
        {
            return Task.FromException(Trouble);
        }

        lock (_lock)
        {
            _kept.AddRange(requests.Select(request => (source, request)));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SeenRequest>> ListAsync(string source, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        if (Trouble is not null)
        {
            return Task.FromException<IReadOnlyList<SeenRequest>>(Trouble);
        }

        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<SeenRequest>>([.. _kept.Where(each => each.Source == source && each.Request.Until > now).Select(each => each.Request).Take(limit)]);
        }
    }
}
