using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

/// <summary>A Debian image as people have it: about a hundred findings, nearly all of low risk and in many packages of few sources, and one that says all.</summary>
internal static class DebianScan
{
    private static readonly (string Source, string[] Packages, int Count, string? Fix, Severity Severity)[] Sources =
    [
        ("expat", ["libexpat1"], 3, "2.5.0-1+deb12u4", Severity.High),
        ("perl", ["perl", "perl-base", "libperl5.36", "perl-modules-5.36"], 3, "5.36.0-7+deb12u4", Severity.Medium),
        ("apt", ["apt", "libapt-pkg6.0"], 2, "2.6.2", Severity.Medium),
        ("zlib", ["zlib1g"], 1, null, Severity.Medium),
        ("glibc", ["libc6", "libc-bin", "libc6-dev", "libc-dev-bin", "libc-l10n", "locales"], 7, null, Severity.Low),
        ("gcc-12", ["gcc-12", "gcc-12-base", "cpp-12", "libgcc-12-dev", "libgcc-s1", "libstdc++6"], 1, null, Severity.Low),
        ("systemd", ["libsystemd0", "libudev1"], 4, null, Severity.Low),
        ("util-linux", ["bsdutils", "libblkid1", "libmount1", "libsmartcols1", "libuuid1", "mount", "util-linux"], 1, null, Severity.Low),
        ("openldap", ["libldap-2.5-0"], 4, null, Severity.Low),
        ("krb5", ["libgssapi-krb5-2", "libk5crypto3", "libkrb5-3", "libkrb5support0"], 1, null, Severity.Low),
        .. ((string[])["coreutils", "tar", "sqlite3", "gnupg2", "gnutls28", "libgcrypt20", "shadow"]).Select(name => (name, (string[])[name], 1, (string?)null, Severity.Low)),
    ];

    public static ScanResult Create()
    {
        var sample = SampleScans.Vulnerable();
        return new ScanResultBuilder().For("cases/shell-socat:1").WithImage(sample.Image!.Configuration)
            .Stage(StageIds.Resolve).Stage(StageIds.Acquire)
            .Stage(StageIds.Trivy, StageOutcome.Partial, "only the sample database was there, which knows a few vulnerabilities", 8_300, [.. Evidence(16), ("flags", string.Join(' ', Enumerable.Repeat("--skip-db-update --no-progress", 10)))])
            .Stage(StageIds.ImageConfig, evidence: [.. Evidence(3)]).Stage(StageIds.Autorun, evidence: [.. Evidence(4)]).Stage(StageIds.Sandbox, milliseconds: 60_000, evidence: [.. Evidence(12)])
            .Found(SampleFindings.All().Where(draft => string.IsNullOrEmpty(draft.InstalledVersion))).Found(Sources.SelectMany(Vulnerabilities))
            .With(result => result with
            {
                OperatingSystem = new OperatingSystemInfo("debian", "12.15", EndOfLife: false), PackageCount = 135, Autorun = [.. Enumerable.Range(0, 10).SelectMany(_ => SampleFindings.AutorunFiles()).Take(10)],
                Network = sample.Network, Listeners = sample.Listeners, Processes = sample.Processes, Timeline = sample.Timeline,
            })
            .Build();
    }

    private static IEnumerable<(string Key, string Value)> Evidence(int count)
        => Enumerable.Range(1, count).Select(number => (string.Create(CultureInfo.InvariantCulture, $"whatWasUsed{number}"), "2026-11-23T00:00:00Z"));

    private static IEnumerable<FindingDraft> Vulnerabilities((string Source, string[] Packages, int Count, string? Fix, Severity Severity) one)
        => from number in Enumerable.Range(0, one.Count)
           from package in one.Packages
           let id = string.Create(CultureInfo.InvariantCulture, $"CVE-2025-{(10_000 + (Math.Abs(one.Source.Sum(letter => letter)) * 10)) + number}")
           select Drafts.Vulnerability(id, package, "2.36-9+deb12u14", one.Fix, one.Severity, $"{one.Source}: uncontrolled recursion where a crafted input is read", CheckIds.InsecureCoding) with { SourcePackage = one.Source };
}
