using DockerScan.Core.Findings;

namespace DockerScan.Core.Tests.Findings;

/// <summary>A rebuild makes no old finding new; another place does.</summary>
public sealed class FindingKeyTests
{
    private static readonly FindingDraft Draft = new()
    {
        Check = "cve.outdated-software",
        KeyClass = "vulnerability",
        Id = "CVE-2024-0001",
        Location = "pkg:deb/debian/openssl",
        Title = "A title",
        Severity = Severity.High,
        Target = "openssl",
        InstalledVersion = "1.0",
        Evidence = "evidence",
        Remediation = "upgrade",
    };

    private static string Key(FindingDraft draft, string repository = "docker.io/library/redis", string platform = "linux/amd64")
        => FindingKey.Create(repository, platform, draft);

    [Fact]
    public void Create_OtherTextSeverityVersionOrCheck_IsTheSameKey()
        => Assert.Equal(Key(Draft), Key(Draft with
        {
            Check = "cve.insecure-coding",
            Title = "Another",
            Severity = Severity.Critical,
            InstalledVersion = "2.0",
            FixedVersion = "3.0",
            Evidence = "other",
            Remediation = "other",
            Target = "libssl",
            AlsoChecks = ["cve.network-security"],
        }));

    [Fact]
    public void Create_OtherPlace_IsAnotherKey()
    {
        var keys = new[]
        {
            Key(Draft), Key(Draft, repository: "docker.io/library/nginx"), Key(Draft, platform: "linux/arm64"),
            Key(Draft with { KeyClass = "x" }), Key(Draft with { Id = "CVE-2024-0002" }), Key(Draft with { Location = "pkg:deb/debian/curl" }),
        };
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{16}$", key));
    }

    [Fact]
    public void Create_PartsThatRunTogether_AreApart()
        => Assert.NotEqual(Key(Draft with { Id = "ab", Location = "c" }), Key(Draft with { Id = "a", Location = "bc" }));

    [Theory]
    [InlineData("pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12.5", "pkg:deb/debian/openssl")]
    [InlineData("pkg:npm/%40scope/name@1.0#sub", "pkg:npm/%40scope/name")]
    [InlineData("pkg:npm/@scope/name", "pkg:npm/@scope/name")]
    [InlineData("pkg:npm/@scope/name@1", "pkg:npm/@scope/name")]
    [InlineData("pkg:golang/x/y", "pkg:golang/x/y")]
    public void WithoutVersion_KeepsTheName(string purl, string name) => Assert.Equal(name, PackageUrl.WithoutVersion(purl));
}
