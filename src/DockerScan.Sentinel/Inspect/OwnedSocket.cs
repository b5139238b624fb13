namespace DockerScan.Sentinel.Inspect;

/// <summary>A socket of a process.</summary>
/// <param name="protocol">The table that it is in; null for none.</param>
/// <param name="sinceMs">When it was first seen there.</param>
internal sealed class OwnedSocket(string? protocol, long sinceMs)
{
    private bool _isLost;
    private int _next;

    public string? Protocol => protocol;

    public long SinceMs => sinceMs;

    /// <summary>Which of the descriptors 0, 1 and 2 it is, a bit for each.</summary>
    public int Standard { get; private set; }

    public void Begin() => _next = 0;

    public void Add(int descriptor) => _next |= descriptor <= 2 ? 1 << descriptor : 0;

    /// <summary>True when it became the standard input or output.</summary>
    public bool End()
    {
        var isChanged = (_next & ~Standard) != 0;
        Standard = _next;
        return isChanged;
    }

    /// <summary>True the first time.</summary>
    public bool CountLoss()
    {
        var isFirst = !_isLost;
        _isLost = true;
        return isFirst;
    }
}
