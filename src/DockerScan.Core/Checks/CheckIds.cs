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

    /// <summary>A misconfiguration.</summary>
    public const string Misconfiguration = "cve.misconfiguration";

    /// <summary>A vulnerability of authentication or authorisation.</summary>
    public const string WeakAccessControl = "cve.weak-access-control";

    /// <summary>Root by configuration, set-uid files, capabilities; later effective users.</summary>
    public const string RootUser = "privilege.root-user";

    /// <summary>What the image starts by itself.</summary>
    public const string AutorunFile = "autorun.file";

    /// <summary>Signs of malware in those files.</summary>
    public const string AutorunMalware = "autorun.malware";

    /// <summary>A contact with something outside.</summary>
    public const string ExternalContact = "network.external-contact";

    /// <summary>A contacted address or domain that security vendors flag.</summary>
    public const string MaliciousAddress = "network.malicious-address";

    /// <summary>A secret in a file.</summary>
    public const string SecretFile = "secret.file";

    /// <summary>A secret in the environment or history.</summary>
    public const string SecretEnv = "secret.env";
}
