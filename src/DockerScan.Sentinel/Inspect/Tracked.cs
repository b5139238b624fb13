namespace DockerScan.Sentinel.Inspect;

/// <summary>A process that is being watched.</summary>
internal sealed class Tracked(int pid, ProcessFacts facts, long seenMs)
{
    public int Pid => pid;

    public ProcessFacts Facts { get; set; } = facts;

    /// <summary>When it was first seen.</summary>
    public long SeenMs => seenMs;

    public long NextReadMs { get; set; }

    public bool AreMappingsRead { get; set; }

    /// <summary>False for the gate before it became the image's command, and for what the engine itself puts in.</summary>
    public bool IsTold { get; set; }
}
