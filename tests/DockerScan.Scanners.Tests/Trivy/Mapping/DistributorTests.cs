using System.Text.Json;
using DockerScan.Core.Assessment;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Mapping;

namespace DockerScan.Scanners.Tests.Trivy.Mapping;

/// <summary>The distributor's word comes before the general databases': a person who knows the package must believe the verdict.</summary>
public sealed class DistributorTests
{
    private const string AllHigh = """ "CVSS":{"nvd":{"V3Vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}} """;

    private readonly TrivyReportMapper _mapper = new(TestChecklist.Create());

    // zlib1g of Debian 12: MiniZip is in its source and not in its package, and Debian will not fix it.
    [Fact]
    public void Map_WillNotFixByDebian_IsMediumAndSaysWhy()
    {
        var finding = Of(""" "VulnerabilityID":"CVE-2023-45853","PkgName":"zlib1g","Status":"will_not_fix","SeveritySource":"nvd","Severity":"CRITICAL" """);

        Assert.Equal((Severity.Medium, Risk.Medium), (finding.Severity, RiskPolicy.Assess(RiskRule.Cvss, finding)));
        Assert.Contains("severity critical by nvd; counted as medium: debian has looked at it and will not fix it; nvd says critical", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal("debian has looked at it and will not fix it; nvd says critical", finding.RiskReason);
    }

    [Theory]
    // Debian's "unimportant" is its severity low.
    [InlineData(""" "Status":"affected","SeveritySource":"nvd","Severity":"CRITICAL","VendorSeverity":{"nvd":4,"debian":1} """, Severity.Low)]
    [InlineData(""" "Status":"affected","SeveritySource":"debian","Severity":"LOW","VendorSeverity":{"nvd":4,"debian":1} """, Severity.Low)]
    [InlineData(""" "Status":"not_affected","SeveritySource":"nvd","Severity":"HIGH" """, Severity.Low)]
    [InlineData(""" "Status":"will_not_fix","SeveritySource":"nvd","Severity":"HIGH" """, Severity.Medium)]
    [InlineData(""" "Status":"will_not_fix","SeveritySource":"debian","Severity":"LOW" """, Severity.Low)]
    // The distributor also raises.
    [InlineData(""" "Status":"fixed","FixedVersion":"2","SeveritySource":"nvd","Severity":"MEDIUM","VendorSeverity":{"nvd":2,"debian":4} """, Severity.Critical)]
    // Nothing that says less than the others: nobody is believed who has not spoken.
    [InlineData(""" "Status":"affected","SeveritySource":"nvd","Severity":"CRITICAL","VendorSeverity":{"nvd":4,"debian":0} """, Severity.Critical)]
    [InlineData(""" "Status":"affected","SeveritySource":"nvd","Severity":"CRITICAL","VendorSeverity":{"nvd":4,"ubuntu":1} """, Severity.Critical)]
    [InlineData(""" "Status":"fix_deferred","SeveritySource":"nvd","Severity":"CRITICAL" """, Severity.Critical)]
    [InlineData(""" "Status":"end_of_life","SeveritySource":"nvd","Severity":"HIGH" """, Severity.High)]
    [InlineData(""" "Status":"affected","Severity":"HIGH","VendorSeverity":{"debian":77} """, Severity.High)]
    public void Map_DistributorsWord_Counts(string members, Severity expected)
        => Assert.Equal(expected, Of($""" "VulnerabilityID":"CVE-1","PkgName":"p",{members},{AllHigh} """).Severity);

    [Theory]
    [InlineData("ubuntu", "ubuntu")]
    [InlineData("alma", "redhat")]
    [InlineData("centos", "redhat")]
    [InlineData("amazon", "amazon")]
    [InlineData("a-new-one", "a-new-one")]
    public void Map_Family_HasItsOwnSource(string family, string source)
        => Assert.Equal(Severity.Low, Of($$""" "VulnerabilityID":"CVE-1","PkgName":"p","SeveritySource":"nvd","Severity":"HIGH","VendorSeverity":{"nvd":3,"{{source}}":1} """, family).Severity);

    [Fact]
    public void Map_LibraryOfALanguage_HasNoDistributor()
        => Assert.Equal(Severity.Critical, Of(""" "VulnerabilityID":"CVE-1","PkgName":"p","Status":"will_not_fix","SeveritySource":"nvd","Severity":"CRITICAL" """, "npm", "lang-pkgs").Severity);

    [Theory]
    [InlineData("zlib1g", true)]
    [InlineData("dpkg", true)]
    [InlineData("libmine", true)]
    [InlineData("libmine-ssl", true)]
    [InlineData("other", false)]
    [InlineData("removed", false)]
    public void Map_PackageThatTheManagerNeeds_IsNotToBeRemoved(string package, bool isNeeded)
    {
        var needed = NeededPackages.Read(new("/var/lib/dpkg/status", """
            Package: base
            Status: install ok installed
            Essential: yes
            Pre-Depends: libmine (>= 2), libmine-tls | libmine-gone
            Description: text
             Package: other

            Package: libmine
            Status: install ok installed
            Priority: optional

            Package: libmine-ssl
            Status: install ok installed
            Provides: libmine-tls (= 1)

            Package: removed
            Status: deinstall ok config-files
            Priority: required

            Package: other
            Status: install ok installed
            Depends: base
            """u8.ToArray(), 0, null));

        var finding = Assert.Single(_mapper.Map(Report($""" "VulnerabilityID":"CVE-1","PkgName":"{package}","Severity":"LOW" """, "debian", "os-pkgs"), 10, needed).Findings);

        Assert.Equal(isNeeded, !finding.Remediation.Contains("Remove", StringComparison.Ordinal));
        Assert.Equal(isNeeded, finding.Remediation.Contains("The system itself needs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n: :\nPackage\n\n")]
    [InlineData("Package: a\nEssential: yes\nDepends: a, , (, |\n\nPackage: a\nDepends: a")]
    public void Read_OddList_LeavesTheShortList(string text)
        => Assert.Superset(new HashSet<string>(NeededPackages.Always), new HashSet<string>(NeededPackages.Read(new("/x", System.Text.Encoding.UTF8.GetBytes(text), 0, null))));

    // Recursion and loops are defects of code; running out of something is the network's matter only where a request can bring it about.
    [Theory]
    [InlineData("CWE-674", "AV:N", CheckIds.InsecureCoding)]
    [InlineData("CWE-674", "AV:L", CheckIds.InsecureCoding)]
    [InlineData("CWE-1333", "AV:N", CheckIds.InsecureCoding)]
    [InlineData("CWE-400", "AV:L", CheckIds.InsecureCoding)]
    [InlineData("CWE-770", "AV:P", CheckIds.InsecureCoding)]
    [InlineData("CWE-770", "AV:N", CheckIds.NetworkSecurity)]
    [InlineData("CWE-400", null, CheckIds.NetworkSecurity)]
    [InlineData("CWE-295", "AV:L", CheckIds.NetworkSecurity)]
    public void Map_Exhaustion_IsWhereAReaderLooksForIt(string cwe, string? vector, string check)
    {
        var cvss = vector is null ? string.Empty : ",\"CVSS\":{\"nvd\":{\"V3Vector\":\"CVSS:3.1/" + vector + "/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H\"}}";

        Assert.Equal(check, Of($""" "VulnerabilityID":"CVE-1","PkgName":"p","Severity":"LOW","CweIDs":["{cwe}"]{cvss} """).Check);
    }

    [Fact]
    public void Map_HostKeysAndSnakeOil_AreOneMediumFindingWithTheirOwnAdvice()
    {
        var finding = Assert.Single(_mapper.Map(Secrets("/etc/ssh/ssh_host_rsa_key", "/etc/ssh/ssh_host_ed25519_key", "etc/ssl/private/ssl-cert-snakeoil.key"), 10).Findings);

        Assert.Equal((CheckIds.SecretFile, "machine-keys", Severity.Medium), (finding.Check, finding.Id, finding.Severity));
        Assert.Contains("etc/ssl/private/ssl-cert-snakeoil.key", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("ssh_host_rsa_key", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("ssh-keygen -A, make-ssl-cert generate-default-snakeoil", finding.Remediation, StringComparison.Ordinal);
        Assert.DoesNotContain("Revoke", finding.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/root/.ssh/id_rsa")]
    [InlineData("/etc/ssh/ssh_host_rsa_key.bak")]
    [InlineData("/opt/ssl-cert-snakeoil.key")]
    [InlineData("/etc/ssl/private/server.key")]
    public void Map_KeyOfAPerson_StaysHigh(string path)
    {
        var finding = Assert.Single(_mapper.Map(Secrets(path), 10).Findings);

        Assert.Equal(("private-key", Severity.High), (finding.Id, finding.Severity));
        Assert.StartsWith("Revoke it", finding.Remediation, StringComparison.Ordinal);
    }

    // Something else in such a file is no machine's key.
    [Fact]
    public void Map_TokenInAHostKeysPlace_IsASecretOfItsOwn()
        => Assert.Equal("github-pat", Assert.Single(_mapper.Map(Parse("""{"Results":[{"Target":"/etc/ssh/ssh_host_rsa_key","Class":"secret","Secrets":[{"RuleID":"github-pat","Severity":"CRITICAL"}]}]}"""), 10).Findings).Id);

    private FindingDraft Of(string members, string type = "debian", string kind = "os-pkgs") => Assert.Single(_mapper.Map(Report(members, type, kind), 10).Findings);

    private static Scanners.Trivy.Report.TrivyReport Report(string members, string type, string kind)
        => Parse($$"""{"SchemaVersion":2,"Results":[{"Target":"t","Class":"{{kind}}","Type":"{{type}}","Vulnerabilities":[{"InstalledVersion":"1",{{members}}}]}]}""");

    private static Scanners.Trivy.Report.TrivyReport Secrets(params string[] paths)
        => Parse($$"""{"SchemaVersion":2,"Results":[{{string.Join(',', paths.Select(path => $$"""{"Target":"{{path}}","Class":"secret","Secrets":[{"RuleID":"private-key","Category":"AsymmetricPrivateKey","Severity":"HIGH","Title":"Asymmetric Private Key","StartLine":1}]}"""))}}]}""");

    private static Scanners.Trivy.Report.TrivyReport Parse(string json) => JsonSerializer.Deserialize(json, TrivyJsonContext.Default.TrivyReport)!;
}
