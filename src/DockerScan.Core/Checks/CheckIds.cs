namespace DockerScan.Core.Checks;

/// <summary>The stable check ids: a public contract. Each is described in <c>config/checklist.yaml</c>.</summary>
public static class CheckIds
{
    /// <summary>A vulnerability that a newer version mends, or an operating system past its end of life.</summary>
    public const string OutdatedSoftware = "cve.outdated-software";

    /// <summary>A vulnerability of a coding-error class.</summary>
    public const string InsecureCoding = "cve.insecure-coding";

    /// <summary>A vulnerability of transport, certificates or exhaustion.</summary>
    public const string NetworkSecurity = "cve.network-security";

    /// <summary>The two checks that sort vulnerabilities into groups: they are classified, not detected.</summary>
    public static bool IsClassifying(string check) => check is InsecureCoding or NetworkSecurity;

    /// <summary>The eleven items of the published checklist, in its four groups; all others go beyond it.</summary>
    public static bool IsPublished(string check) => check is OutdatedSoftware or InsecureCoding or NetworkSecurity or Misconfiguration or WeakAccessControl
        or RootUser or ExternalContact or MaliciousAddress or TcpProcess or AutorunFile or AutorunMalware;

    /// <summary>A misconfiguration.</summary>
    public const string Misconfiguration = "cve.misconfiguration";

    /// <summary>A vulnerability of authentication or authorisation.</summary>
    public const string WeakAccessControl = "cve.weak-access-control";

    /// <summary>Root by configuration, and by the effective user of every process seen.</summary>
    public const string RootUser = "privilege.root-user";

    /// <summary>Set-uid and set-gid files, and file capabilities.</summary>
    public const string SetUid = "privilege.set-uid";

    /// <summary>What the image starts by itself and a person must look at.</summary>
    public const string AutorunFile = "autorun.file";

    /// <summary>Malware among those files.</summary>
    public const string AutorunMalware = "autorun.malware";

    /// <summary>A contact with something outside.</summary>
    public const string ExternalContact = "network.external-contact";

    /// <summary>A contacted address or domain that security vendors flag.</summary>
    public const string MaliciousAddress = "network.malicious-address";

    /// <summary>A secret in a file.</summary>
    public const string SecretFile = "secret.file";

    /// <summary>A secret in the environment or history.</summary>
    public const string SecretEnv = "secret.env";

    /// <summary>A process that waits for connections.</summary>
    public const string TcpProcess = "network.tcp-process";

    /// <summary>Mining.</summary>
    public const string Miner = "behavior.miner";

    /// <summary>A flood.</summary>
    public const string Dos = "behavior.dos";

    /// <summary>A shell given to somebody outside.</summary>
    public const string ReverseShell = "behavior.reverse-shell";

    /// <summary>A search for other machines and ports.</summary>
    public const string Scan = "behavior.scan";

    /// <summary>A program made at run time.</summary>
    public const string DroppedExecutable = "behavior.dropped-executable";

    /// <summary>A change that outlives a restart.</summary>
    public const string Persistence = "behavior.persistence";

    /// <summary>An attempt to leave the container.</summary>
    public const string EscapeAttempt = "behavior.escape-attempt";

    /// <summary>A search for credentials.</summary>
    public const string CredentialAccess = "behavior.credential-access";

    /// <summary>A command that does not start or ends in failure.</summary>
    public const string Crash = "behavior.crash";

    /// <summary>Behaviour that the same tag did not show before.</summary>
    public const string Drift = "drift.behavior";
}
