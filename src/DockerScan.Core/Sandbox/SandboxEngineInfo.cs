namespace DockerScan.Core.Sandbox;

/// <summary>The engine that sandboxes run on. When it changes, the self-test runs again.</summary>
/// <param name="Identity">Engine id, version, kernel, storage driver and runtime in one line.</param>
/// <param name="HasDiskQuota">True when its storage can bound what a container writes.</param>
public sealed record SandboxEngineInfo(string Identity, bool HasDiskQuota);
