using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>An engine in memory: it opens the sessions that a test has written.</summary>
internal sealed class ScriptedEngine : ISandboxEngine
{
    public string Identity { get; set; } = "engine 1";

    public bool HasDiskQuota { get; set; } = true;

    public Exception? DescribeFault { get; set; }

    public Exception? OpenFault { get; set; }

    /// <summary>Writes a session before it is handed out.</summary>
    public Action<SandboxSpec, ScriptedSession> Script { get; set; } = (_, _) => { };

    public List<SandboxSpec> Specs { get; } = [];

    public List<ScriptedSession> Sessions { get; } = [];

    public bool IsHere { get; set; } = true;

    public Task<SandboxEngineInfo> DescribeAsync(string? runtime, CancellationToken cancellationToken)
        => DescribeFault is { } fault
            ? Task.FromException<SandboxEngineInfo>(fault)
            : Task.FromResult(new SandboxEngineInfo(Identity, HasDiskQuota));

    public Task<ISandboxSession> OpenAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (OpenFault is { } fault)
        {
            return Task.FromException<ISandboxSession>(fault);
        }

        var session = new ScriptedSession();
        Script(spec, session);
        Specs.Add(spec);
        Sessions.Add(session);
        return Task.FromResult<ISandboxSession>(session);
    }

    public Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken) => Task.FromResult(0);
}
