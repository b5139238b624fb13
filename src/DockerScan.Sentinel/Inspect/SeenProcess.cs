namespace DockerScan.Sentinel.Inspect;

/// <summary>A process that a call told of, and that was told already: for the table of processes, which looks at what becomes of it.</summary>
internal sealed record SeenProcess(int Pid, ProcessFacts Facts);
