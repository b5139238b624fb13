using DockerScan.Core.Checks;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>The check ids that only the sandbox feeds. Each is described in <c>config/checklist.yaml</c>.</summary>
internal static class BehaviorChecks
{
    public const string ExternalContact = CheckIds.ExternalContact;
    public const string TcpProcess = CheckIds.TcpProcess;
    public const string Miner = CheckIds.Miner;
    public const string Dos = CheckIds.Dos;
    public const string ReverseShell = CheckIds.ReverseShell;
    public const string Scan = CheckIds.Scan;
    public const string DroppedExecutable = CheckIds.DroppedExecutable;
    public const string Persistence = CheckIds.Persistence;
    public const string EscapeAttempt = CheckIds.EscapeAttempt;
    public const string CredentialAccess = CheckIds.CredentialAccess;
    public const string Crash = CheckIds.Crash;
}
