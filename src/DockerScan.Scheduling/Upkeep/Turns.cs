namespace DockerScan.Scheduling.Upkeep;

/// <summary>When the scheduler and its keeper last did something: a plan that nobody works on looks like one on which nothing is due.</summary>
internal sealed class Turns(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private long _ticked;
    private long _kept;
    private int _mended;

    /// <summary>True once the scheduler was started in this process.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>True while the scheduler runs its own job of every minute.</summary>
    public bool Tick => IsFresh(ref _ticked);

    /// <summary>True while the plan is looked through.</summary>
    public bool AreKept => IsFresh(ref _kept);

    /// <summary>How long ago the plan was looked through.</summary>
    public TimeSpan SinceKept => time.GetElapsedTime(Volatile.Read(ref _kept));

    /// <summary>How many triggers were found dead or lost in the future, and mended.</summary>
    public int Mended => Volatile.Read(ref _mended);

    public void Started()
    {
        HasStarted = true;
        Ticked();
        Kept(0);
    }

    public void Ticked() => Volatile.Write(ref _ticked, time.GetTimestamp());

    public void Kept(int mended)
    {
        Interlocked.Add(ref _mended, mended);
        Volatile.Write(ref _kept, time.GetTimestamp());
    }

    private bool IsFresh(ref long at) => HasStarted && time.GetElapsedTime(Volatile.Read(ref at)) < Patience;
}
