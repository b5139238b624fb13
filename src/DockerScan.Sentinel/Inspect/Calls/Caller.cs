namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>The process that a calling thread belongs to.</summary>
internal sealed record Caller(int Pid, int Parent, long StartTicks, int Uid, int RealUid);
