namespace DockerScan.Sentinel.Inspect;

/// <summary>CPU time of all processes seen: what they used themselves as last seen, or what was told to those who waited for them, whichever is more.</summary>
internal sealed class CpuTotal
{
    private long _exitedTicks;
    private long _ticks;

    /// <summary>A process has ended.</summary>
    public void Exited(Tracked process) => _exitedTicks += process.CpuTicks;

    /// <summary>The total in milliseconds; it never gets less.</summary>
    /// <param name="alive">Those that are there.</param>
    public long Ms(Tracked[] alive)
    {
        long own = _exitedTicks, waited = 0;
        foreach (var process in alive)
        {
            own += process.CpuTicks;
            waited += process.CpuTicks + process.ChildTicks;
        }

        _ticks = Math.Max(_ticks, Math.Max(own, waited));
        return _ticks * Clock.TickMs;
    }
}
