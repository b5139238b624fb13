using System.Globalization;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class DnsMisuseRuleTests
{
    [Theory]
    [InlineData("TXT")]
    [InlineData("NULL")]
    [InlineData("A")]
    public void Find_DataInNames_IsATunnelOnceAndNothingElse(string type)
    {
        var found = Assert.Single(Find(Ask(25, index => $"{Hex(index, 40)}.t.tunnel.example", type)));

        Assert.Equal(("dns-tunnel", Severity.High, "tunnel.example", "Data is carried in names: a DNS tunnel through tunnel.example"), (found.Id, found.Severity, found.Location, found.Title));
        Assert.Contains("25 names of 57 to 57 characters below tunnel.example", found.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    // Too few, too short, the same again and again, not outside.
    [InlineData(19, 40, ".t.example.com")]
    [InlineData(60, 12, ".cdn.example.com")]
    [InlineData(40, 40, ".cluster.local")]
    [InlineData(40, 40, ".in-addr.arpa")]
    public void Find_OtherNames_AreNoTunnel(int names, int length, string domain)
        => Assert.DoesNotContain(Find(Ask(names, index => Hex(index, length) + domain, "A")), each => each.Id == "dns-tunnel");

    [Theory]
    [InlineData(25, 40, "", true)]
    [InlineData(19, 40, "", false)]
    [InlineData(40, 16, "", false)]
    [InlineData(40, 40, "-of-a-load-balancer-with-a-long-name", false)]
    public void Find_DataBelowEverOtherDomains_IsATunnel(int names, int length, string rest, bool isFound)
        => Assert.Equal(isFound ? ["many domains"] : [], Find(Ask(names, index => string.Create(CultureInfo.InvariantCulture, $"{Hex(index, length)}{rest}.t.host{index}.example"), "A")).Where(each => each.Id == "dns-tunnel").Select(each => each.Location));

    [Fact]
    public void Find_OneLongNameAskedOften_IsNoTunnel()
        => Assert.DoesNotContain(Find(new RecordBuilder().Process(1, "/app").Dns("a-very-long-name-of-a-load-balancer-0123456789.eu-west-1.elb.amazonaws.com", count: 1000)), each => each.Id == "dns-tunnel");

    [Fact]
    public void Find_MadeUpDomains_AreOneFinding()
    {
        var found = Assert.Single(Find(Ask(15, index => $"{Random(index)}.{(index % 2 == 0 ? "com" : "net")}", "A")), each => each.Id == "generated-names");

        Assert.Equal(("generated-names", Severity.High, "made-up names"), (found.Id, found.Severity, found.Location));
        Assert.Contains("13 of 15 domains look made up", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_FewMadeUpAmongMany_AreOrdinaryContacts()
    {
        var record = Ask(13, index => $"{Random(index)}.com", "A");
        foreach (var name in Names)
        {
            record.Dns(name);
        }

        Assert.DoesNotContain(Find(record), each => each.Id == "generated-names");
    }

    [Fact]
    public void Find_NamesOfServices_AreNotMadeUp()
    {
        var record = new RecordBuilder().Process(1, "/app");
        foreach (var name in Names)
        {
            record.Dns(name);
        }

        Assert.DoesNotContain(Find(record), each => each.Id is "generated-names" or "dns-tunnel");
    }

    private static readonly string[] Names =
    [
        "api.github.com", "registry.npmjs.org", "pypi.org", "files.pythonhosted.org", "proxy.golang.org", "storage.googleapis.com", "s3.eu-west-1.amazonaws.com", "login.microsoftonline.com",
        "download.elastic.co", "repo.maven.apache.org", "objects.githubusercontent.com", "acme-v02.api.letsencrypt.org", "cdn.jsdelivr.net", "o447951.ingest.sentry.io", "telemetry.nextjs.org", "rubygems.org",
        "updates.jenkins.io", "stats.grafana.org", "check.hashicorp.com", "api.wordpress.org", "marketplace.atlassian.com", "packages.postgresql.org", "cloudfront.net", "www.thawte.com",
    ];

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => TestBehavior.Findings(record, "network.external-contact");

    private static RecordBuilder Ask(int names, Func<int, string> name, string type)
    {
        var record = new RecordBuilder().Process(1, "/app");
        for (var index = 0; index < names; index++)
        {
            record.Dns(name(index), type: type, at: 1 + (index * 0.1));
        }

        return record;
    }

    private static string Hex(int seed, int length)
        => string.Concat(Enumerable.Range(0, length).Select(index => ((uint)((seed + 1) * 2654435761 * (index + 7)) >> 28).ToString("x", CultureInfo.InvariantCulture)));

    // Letters as a program's generator makes them.
    private static string Random(int seed)
    {
        var state = (uint)(seed + 1) * 2654435761;
        return string.Concat(Enumerable.Range(0, 16).Select(_ => (char)('a' + ((state = (state * 1664525) + 1013904223) >> 16) % 26)));
    }
}
