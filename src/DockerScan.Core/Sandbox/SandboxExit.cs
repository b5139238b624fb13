namespace DockerScan.Core.Sandbox;

/// <summary>How a container ended, as the engine has it.</summary>
/// <param name="ExitCode">The exit code; 128 + N after signal N.</param>
/// <param name="IsOutOfMemory">True when the kernel killed it, or a process in it, for memory.</param>
/// <param name="Error">The engine's words when it could not be started; null otherwise.</param>
public sealed record SandboxExit(long ExitCode, bool IsOutOfMemory, string? Error);
