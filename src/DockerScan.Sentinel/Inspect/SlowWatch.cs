using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Sockets and mappings, in a thread of their own: a process with thousands of descriptors must not keep the inspector from seeing others.</summary>
internal sealed class SlowWatch(SocketWatch sockets, StreamWatch streams, MappingWatch mappings, UserWatch users, Drops drops, Func<Tracked[]> processes) : IDisposable
{
    private const int PeriodMs = 100;
    private const int WaitingMs = 25;

    // It rests nine times as long as it works: at most a tenth of a core, unless a flood of descriptors would leave others unseen for long.
    private const int Rest = 9;
    private const int MaxRestMs = 500;

    // Work of its own, whatever else the machine does; and where it stood still, long enough to be no ordinary wait.
    private const long LateWorkNs = 1_000_000_000;
    private const int LateMs = 2500;
    private const int BehindMs = 1000;

    private readonly AutoResetEvent _hurry = new(false);

    /// <summary>Makes it look soon: there is a new process.</summary>
    public void Hurry() => _hurry.Set();

    public void Run(ManualResetEventSlim stop)
    {
        long? behindSince = null;
        while (!stop.IsSet)
        {
            var (started, began) = (Monotonic.Ms, ThreadTime.Ns);
            var alive = processes();
            users.Scan(alive);
            sockets.Scan(alive);
            streams.Scan(alive);
            mappings.Scan(alive);
            var worked = Monotonic.Ms - started;
            behindSince = sockets.IsBehind ? behindSince ?? started : null;
            if (IsLate(ThreadTime.Ns - began, worked, Monotonic.Ms - (behindSince ?? Monotonic.Ms)))
            {
                drops.Add("looks");
            }

            stop.Wait((int)Math.Clamp(worked * Rest, sockets.IsWaiting ? WaitingMs : 2, MaxRestMs));
            _hurry.WaitOne(sockets.IsWaiting ? 0 : PeriodMs);
        }
    }

    /// <summary>True for a look in which a shell could have come and gone unseen.</summary>
    internal static bool IsLate(long workNs, long passedMs, long behindMs) => workNs >= LateWorkNs || passedMs >= LateMs || behindMs >= BehindMs;

    public void Dispose() => _hurry.Dispose();
}
