using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.TestKit.Builders;

/// <summary>Makes findings as scanners would.</summary>
public static class Drafts
{
    private const string HighVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    /// <summary>A vulnerability in a package.</summary>
    public static FindingDraft Vulnerability(
        string id, string package, string installed, string? fixedVersion, Severity severity, string title, string? check = null, params string[] alsoChecks) => new()
        {
            Check = check ?? (fixedVersion is null ? CheckIds.InsecureCoding : CheckIds.OutdatedSoftware),
            AlsoChecks = alsoChecks,
            Id = id,
            KeyClass = "vulnerability",
            Location = $"pkg:deb/debian/{package}",
            Title = title,
            Description = $"{title}. A remote attacker could use it against a service that uses {package}.",
            Severity = severity,
            CvssVector = severity >= Severity.High ? HighVector : null,
            Target = package,
            InstalledVersion = installed,
            FixedVersion = fixedVersion,
            Evidence = $"{package} {installed} is listed in var/lib/dpkg/status",
            Remediation = fixedVersion is null ? $"No fixed version of {package} is published yet." : $"Upgrade {package} to {fixedVersion}.",
            References = [$"https://nvd.example/vuln/detail/{id}", $"https://security-tracker.example/tracker/{id}?a=1&b=2"],
        };

    /// <summary>A finding that is not about a package.</summary>
    public static FindingDraft Rule(string check, string id, string target, Severity severity, string title, string evidence) => new()
    {
        Check = check,
        Id = id,
        KeyClass = check,
        Location = target,
        Title = title,
        Description = "What that means, in a sentence or two.",
        Severity = severity,
        Target = target,
        Evidence = evidence,
        Remediation = "What to change, in a sentence.",
        References = ["https://docs.example/rules/" + id],
    };
}
