using DockerScan.Core.Checks;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>The check ids that only the sandbox feeds. Each is described in <c>config/checklist.yaml</c>.</summary>
internal static class BehaviorChecks
{
    public const string ExternalContact = CheckIds.ExternalContact;
    public const string TcpProcess = "network.tcp-process";
    public const string Miner = "behavior.miner";
    public const string Dos = "behavior.dos";
    public const string ReverseShell = "behavior.reverse-shell";
    public const string Scan = "behavior.scan";
    public const string DroppedExecutable = "behavior.dropped-executable";
    public const string Persistence = "behavior.persistence";
    public const string EscapeAttempt = "behavior.escape-attempt";
    public const string CredentialAccess = "behavior.credential-access";
    public const string Crash = "behavior.crash";
}
