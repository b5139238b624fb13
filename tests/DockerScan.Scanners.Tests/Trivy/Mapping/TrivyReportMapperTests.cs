using System.Text.Json;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Mapping;

namespace DockerScan.Scanners.Tests.Trivy.Mapping;

public sealed class TrivyReportMapperTests
{
    private readonly TrivyReportMapper _mapper = new(TestChecklist.Create());

    [Fact]
    public void Map_RealReport_FindsEveryKind()
    {
        var mapped = MapFile("debian-small.json");

        Assert.Equal(5, mapped.PackageCount);
        Assert.Equal(4, mapped.OsPackageCount);
        Assert.Equal("debian", mapped.OperatingSystem?.Family);
        var ids = mapped.Findings.Select(finding => $"{finding.Check} {finding.Id} {finding.Location}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "cve.insecure-coding CVE-2005-2541 pkg:deb/debian/tar",
                "cve.insecure-coding CVE-2023-45853 pkg:deb/debian/zlib1g",
                "cve.misconfiguration DS-0004 image-config",
                "cve.outdated-software CVE-2021-23337 pkg:npm/lodash|app/node_modules/lodash/package.json",
                "cve.outdated-software CVE-2023-5363 pkg:deb/debian/libssl3",
                "cve.outdated-software CVE-2023-5363 pkg:deb/debian/openssl",
                "secret.env secret-env ENV GITHUB_TOKEN",
                "secret.file aws-access-key-id /app/deploy.sh",
                "secret.file aws-access-key-id /usr/local/bin/deploy.sh",
                "secret.file github-pat /app/deploy.sh",
                "secret.file github-pat /usr/local/bin/deploy.sh",
            ],
            ids);
    }

    [Fact]
    public void Map_RealReport_SaysWhatCanBeSeenAndDone()
    {
        var finding = MapFile("debian-small.json").Findings.Single(finding => finding.Location == "pkg:deb/debian/openssl");

        Assert.Equal("vulnerability", finding.KeyClass);
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Equal("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", finding.CvssVector);
        Assert.StartsWith("openssl 3.0.11-1~deb12u1 (installed), fixed in 3.0.99-1~deb12u1; severity by nvd; layer ", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal("Upgrade openssl to 3.0.99-1~deb12u1", finding.Remediation);
        Assert.Equal("https://avd.aquasec.com/nvd/cve-2023-5363", finding.References[0]);
    }

    [Fact]
    public void Map_FixedWithCwe_IsEvidenceForItsGroupToo()
    {
        var finding = MapFile("debian-small.json").Findings.Single(finding => finding.Target == "lodash");

        Assert.Equal(CheckIds.OutdatedSoftware, finding.Check);
        Assert.Equal([CheckIds.InsecureCoding], finding.AlsoChecks);
    }

    [Fact]
    public void Map_NotFixed_GoesToTheFirstCweGroup()
    {
        var finding = MapVulnerability(""" "CweIDs":["CWE-1","CWE-295","CWE-94","CWE-x",null] """);

        Assert.Equal(CheckIds.NetworkSecurity, finding.Check);
        Assert.Equal([CheckIds.InsecureCoding], finding.AlsoChecks);
        Assert.Null(finding.FixedVersion);
        Assert.StartsWith("No fixed version yet", finding.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "SeveritySource":"redhat","CVSS":{"nvd":{"V3Vector":"CVSS:3.1/N"},"redhat":{"V3Vector":"CVSS:3.1/R"}} """, "CVSS:3.1/R")]
    [InlineData(""" "SeveritySource":"debian","CVSS":{"ghsa":{"V3Vector":"CVSS:3.1/G"},"nvd":{"V3Vector":"CVSS:3.1/N"}} """, "CVSS:3.1/N")]
    [InlineData(""" "CVSS":{"nvd":{"V2Vector":"AV:N"},"bitnami":{"V40Vector":"CVSS:4.0/B"}} """, "CVSS:4.0/B")]
    [InlineData(""" "CVSS":{"nvd":null} """, null)]
    public void Map_Cvss_PrefersTheSourceOfTheSeverity(string members, string? vector)
        => Assert.Equal(vector, MapVulnerability(members).CvssVector);

    [Fact]
    public void Map_PackageUrl_LosesVersionAndKeepsPath()
    {
        var finding = MapVulnerability(""" "PkgIdentifier":{"PURL":"pkg:npm/%40a/b@1.2.3?x=y"},"PkgPath":"app/b/package.json" """);

        Assert.Equal("pkg:npm/%40a/b|app/b/package.json", finding.Location);
    }

    [Fact]
    public void Map_SamePackageTwice_IsOneFindingWithTheWorst()
    {
        var mapped = Map("""
            {"SchemaVersion":2,"Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[
              {"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","Severity":"LOW"},
              {"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"2","Severity":"CRITICAL"}]}]}
            """);

        var finding = Assert.Single(mapped.Findings);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.EndsWith("also installed: 1", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_SecretWithNeighboursInClear_TakesNoTextOfThem()
    {
        var finding = Assert.Single(Map("""
            {"SchemaVersion":2,"ArtifactName":"a","Results":[{"Target":"/x.sh","Class":"secret","Secrets":[
              {"RuleID":"r","Category":"C","Severity":"HIGH","Title":"T","StartLine":7,"EndLine":7,"Match":"echo CLEARTEXT ****",
               "Code":{"Lines":[{"Number":5,"Content":"export OTHER=CLEARTEXT"}]}},
              {"RuleID":"r","Category":"C","Severity":"CRITICAL","Title":"T","StartLine":3,"EndLine":3,"Match":"CLEARTEXT"}]}]}
            """).Findings);

        Assert.DoesNotContain("CLEARTEXT", JsonSerializer.Serialize(finding), StringComparison.Ordinal);
        Assert.Equal("rule r (C), /x.sh lines 3, 7; the value is masked", finding.Evidence);
        Assert.Equal(Severity.Critical, finding.Severity);
    }

    // The key of what our own search finds at the same place.
    [Theory]
    [InlineData(""""  \"API_TOKEN=****\","""", "secret-env", "ENV API_TOKEN")]
    [InlineData(""""  \"deploy.token\": \"****\" """", "secret-label", "LABEL deploy.token")]
    [InlineData(""""  \"created_by\": \"/bin/sh -c #(nop)  ENV A=CLEARTEXT API_TOKEN=****\","""", "secret-env", "ENV API_TOKEN")]
    [InlineData(""""  \"created_by\": \"RUN |1 API_TOKEN=**** /bin/sh -c make # buildkit\","""", "secret-arg", "ARG API_TOKEN")]
    [InlineData(""""  \"created_by\": \"|1 API_TOKEN=**** /bin/sh -c make\","""", "secret-arg", "ARG API_TOKEN")]
    [InlineData(""""  \"created_by\": \"RUN /bin/sh -c API_TOKEN=**** make # buildkit\","""", "secret-run", "RUN API_TOKEN")]
    [InlineData(""""  \"created_by\": \"RUN /bin/sh -c curl CLEARTEXT **** # buildkit\","""", "r", "image-config")]
    [InlineData("CLEARTEXT", "r", "image-config")]
    public void Map_SecretInConfiguration_IsNamedByItsPlace(string match, string id, string location)
    {
        var finding = Assert.Single(Map($$"""
            {"SchemaVersion":2,"ArtifactName":"a","Results":[{"Target":"a","Class":"secret","Secrets":[
              {"RuleID":"r","Category":"C","Severity":"HIGH","Title":"T","StartLine":7,"EndLine":7,"Match":"{{match}}"}]}]}
            """).Findings);

        Assert.Equal((id, location, "secret.env"), (finding.Id, finding.Location, finding.Check));
        Assert.DoesNotContain("CLEARTEXT", JsonSerializer.Serialize(finding), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_MisconfigurationOfHistory_QuotesNoCommand()
    {
        var finding = Assert.Single(Map("""
            {"SchemaVersion":2,"ArtifactName":"sha256:a","Results":[{"Target":"sha256:a","Class":"config","Type":"dockerfile","Misconfigurations":[
              {"ID":"DS-0025","Title":"no cache","Message":"'--no-cache' is missed: curl -H token:CLEARTEXT","Severity":"HIGH","Status":"FAIL",
               "CauseMetadata":{"StartLine":4,"Code":{"Lines":[{"Content":"RUN CLEARTEXT"}]}}},
              {"ID":"DS001","AVDID":"AVD-DS-0001","Status":"PASS"},
              {"ID":"DS002","AVDID":"AVD-DS-0002","Status":"FAIL"}]}]}
            """).Findings);

        Assert.Equal("DS-0025", finding.Id);
        Assert.DoesNotContain("CLEARTEXT", JsonSerializer.Serialize(finding), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DS002", null, "DS-0002")]
    [InlineData("DS002", "AVD-DS-0002", "DS-0002")]
    [InlineData("DS-0002", null, "DS-0002")]
    [InlineData("KSV117", "AVD-KSV-0117", "KSV-0117")]
    [InlineData("custom rule", null, "custom rule")]
    public void NormalizeId_AllSpellings_AreOne(string id, string? avd, string expected)
        => Assert.Equal(expected, MisconfigurationMapper.NormalizeId(new() { Id = id, AvdId = avd }));

    [Fact]
    public void Map_RootUserInAFile_IsKept()
        => Assert.Single(Map("""
            {"SchemaVersion":2,"ArtifactName":"sha256:a","Results":[{"Target":"app/Dockerfile","Class":"config","Type":"dockerfile",
             "Misconfigurations":[{"ID":"DS002","Title":"root","Severity":"HIGH","Status":"FAIL"}]}]}
            """).Findings);

    [Fact]
    public void Map_EndOfLife_IsAFindingWithoutVersionInItsKey()
    {
        var finding = Assert.Single(Map("""{"SchemaVersion":2,"Metadata":{"OS":{"Family":"alpine","Name":"3.9.4","EOSL":true}}}""").Findings);

        Assert.Equal((CheckIds.OutdatedSoftware, "os-end-of-life", "os:alpine"), (finding.Check, finding.Id, finding.Location));
    }

    [Fact]
    public void Map_FamilyNone_IsNoOperatingSystem()
        => Assert.Null(Map("""{"SchemaVersion":2,"Metadata":{"OS":{"Family":"none"}}}""").OperatingSystem);

    // The shared runtime's own list is no runtime of a self-contained program.
    [Theory]
    [InlineData("usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/Microsoft.NETCore.App.deps.json", false)]
    [InlineData("app/app.deps.json", true)]
    public void Map_RuntimeOfDotNet_IsThatOfTheProgram(string target, bool expected)
        => Assert.Equal(expected, Map($$"""
            {"SchemaVersion":2,"Results":[{"Target":"{{target}}","Class":"lang-pkgs","Type":"dotnet-core","Packages":[{"Name":"Microsoft.NETCore.App.Runtime.linux-x64","Version":"10.0.0"}]}]}
            """).HasRuntimePack);

    [Theory]
    [InlineData("""{"Name":"stdlib","Version":"1.22.0"}""", false)]
    [InlineData("""{"Name":"example.org/x","Version":"1.0.0"}""", true)]
    public void Map_GoProgram_SaysWhetherItsLibraryWasListed(string package, bool isWithout)
        => Assert.Equal(isWithout ? ["/app/server"] : (string[])[], Map($$"""
            {"SchemaVersion":2,"Results":[{"Target":"app/server","Class":"lang-pkgs","Type":"gobinary","Packages":[{{package}}]}]}
            """).GoWithoutLibrary);

    [Fact]
    public void Map_HostileText_IsCleanedAndBounded()
    {
        var finding = MapVulnerability($$""" "Title":"a\u202eb\nc","Description":"{{new string('x', 9000)}}","References":["javascript:alert(1)","https://ok.example/","file:///etc"] """);

        Assert.Equal("a\ufffdb c", finding.Title);
        Assert.True(finding.Description.Length <= 2000);
        Assert.Equal(["https://ok.example/"], finding.References);
    }

    [Fact]
    public void Map_MoreThanTheLimit_KeepsTheWorst()
    {
        var report = JsonSerializer.Deserialize(File.ReadAllText(TestFiles.Report("debian-small.json")), TrivyJsonContext.Default.TrivyReport)!;

        var mapped = _mapper.Map(report, 2);

        Assert.Equal((2, 11), (mapped.Findings.Count, mapped.TotalFindings));
        Assert.All(mapped.Findings, finding => Assert.Equal(Severity.Critical, finding.Severity));
    }

    private MappedReport MapFile(string name) => Map(File.ReadAllText(TestFiles.Report(name)));

    private MappedReport Map(string json) => _mapper.Map(JsonSerializer.Deserialize(json, TrivyJsonContext.Default.TrivyReport)!, 1000);

    private FindingDraft MapVulnerability(string members) => Map($$"""
        {"SchemaVersion":2,"Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[
          {"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","Severity":"HIGH",{{members}}}]}]}
        """).Findings[0];
}
