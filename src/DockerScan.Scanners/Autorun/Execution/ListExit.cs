namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>An <c>exit</c> in a list of commands.</summary>
/// <param name="IsSuccess">With success or not; null when with what came before it.</param>
internal sealed record ListExit(bool? IsSuccess);
