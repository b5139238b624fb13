namespace DockerScan.Discord.Gateway;

/// <summary>What must be kept to go on after a lost connection.</summary>
internal sealed class GatewaySession
{
    private readonly Lock _lock = new();
    private string? _id;
    private string? _resumeUrl;
    private long? _sequence;

    /// <summary>The number of the last event; null before the first.</summary>
    public long? Sequence
    {
        get
        {
            lock (_lock)
            {
                return _sequence;
            }
        }
    }

    /// <summary>How to resume; null when only a new session helps.</summary>
    public (string Id, string Url, long Sequence)? Resumable
    {
        get
        {
            lock (_lock)
            {
                return _id is { } id && _resumeUrl is { } url && _sequence is { } sequence ? (id, url, sequence) : null;
            }
        }
    }

    public void Begin(string id, string resumeUrl)
    {
        lock (_lock)
        {
            (_id, _resumeUrl) = (id, resumeUrl);
        }
    }

    public void Saw(long sequence)
    {
        lock (_lock)
        {
            _sequence = sequence;
        }
    }

    public void Forget()
    {
        lock (_lock)
        {
            (_id, _resumeUrl, _sequence) = (null, null, null);
        }
    }
}
