namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>True for a file that was made or changed since the target's start.</summary>
/// <param name="descriptor">It, open.</param>
internal delegate bool TellNewFile(int descriptor);
