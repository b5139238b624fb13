using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Sockets and mappings, in a thread of their own: a process with thousands of descriptors must not keep the inspector from seeing others.</summary>
internal sealed class SlowWatch(SocketWatch sockets, StreamWatch streams, MappingWatch mappings, UserWatch users, Func<Tracked[]> processes) : IDisposable
{
    private const int PeriodMs = 100;
    private const int WaitingMs = 25;

    // It rests nine times as long as it works: at most a tenth of a core, unless a flood of descriptors would leave others unseen for long.
    private const int Rest = 9;
    private const int MaxRestMs = 500;

    private readonly AutoResetEvent _hurry = new(false);

    /// <summary>Makes it look soon: there is a new process.</summary>
    public void Hurry() => _hurry.Set();

    public void Run(ManualResetEventSlim stop)
    {
        while (!stop.IsSet)
        {
            var started = Monotonic.Ms;
            var alive = processes();
            users.Scan(alive);
            sockets.Scan(alive);
            streams.Scan(alive);
            mappings.Scan(alive);
            var worked = Monotonic.Ms - started;
            stop.Wait((int)Math.Clamp(worked * Rest, sockets.IsWaiting ? WaitingMs : 2, MaxRestMs));
            _hurry.WaitOne(sockets.IsWaiting ? 0 : PeriodMs);
        }
    }

    public void Dispose() => _hurry.Dispose();
}
