namespace DockerScan.Sentinel.Inspect;

/// <summary>A process that is being watched. The thread of the process table changes it; that of the sockets only reads.</summary>
internal sealed class Tracked(int pid, ProcessFacts facts, long seenMs)
{
    public int Pid => pid;

    public ProcessFacts Facts { get; set; } = facts;

    /// <summary>When it was first seen.</summary>
    public long SeenMs { get; } = seenMs;

    /// <summary>When it was first seen as what it is now.</summary>
    public long ChangedMs { get; set; } = seenMs;

    /// <summary>How often it became another program.</summary>
    public int Generation { get; set; }

    public long NextReadMs { get; set; }

    /// <summary>The time between the last two looks at it while it was not hot; 0 when there was none yet.</summary>
    public int RereadMs { get; set; }

    /// <summary>Until when it is looked at each time; 0 when it is not.</summary>
    public long HotUntilMs { get; set; }

    public long CpuTicks { get; set; }

    public long ChildTicks { get; set; }

    /// <summary>False for the gate before it became the image's command, and for what the engine itself puts in.</summary>
    public bool IsTarget { get; set; }

    /// <summary>Until when another image than the known one is only the one before a call that was told.</summary>
    public long SettlesMs { get; set; }

    /// <summary>True while it is still a copy of its parent, which it most likely will not stay.</summary>
    public bool IsHeld { get; set; }

    /// <summary>True when an event told of it.</summary>
    public bool IsTold { get; set; }

    /// <summary>How many events told of it.</summary>
    public int Told { get; set; }
}
