using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class DosRuleTests
{
    [Fact]
    public void Find_SynFlood_NamesDestinationRateAndProcess()
    {
        var record = new RecordBuilder().Process(1, "/bin/sh").Process(9, "/opt/flood", at: 1)
            .Socket(9, "0.0.0.0", 0, protocol: "raw").Flow("tcp", "203.0.113.5", 80, 20_000, 2, 12, syns: 20_000, peak: 2500);

        var found = Assert.Single(TestBehavior.Findings(record, "behavior.dos"));

        Assert.Equal(("syn-flood", Severity.High, "203.0.113.5:80"), (found.Id, found.Severity, found.Location));
        Assert.Contains("/opt/flood (pid 9", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("2500 in one second", found.Evidence, StringComparison.Ordinal);
        Assert.Empty(TestBehavior.Findings(record, "behavior.scan"));
    }

    [Fact]
    public void Find_SynFloodThatIsAnsweredWithResets_IsFound()
        => Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/x").Flow("tcp", "203.0.113.5", 80, 8000, 2, 12, syns: 4000, peak: 800), "behavior.dos"));

    [Fact]
    public void Find_UdpFloodToRandomPorts_IsOneFloodAndNoScan()
    {
        var record = new RecordBuilder().Process(1, "/x");
        for (var port = 1; port <= 2000; port++)
        {
            record.Flow("udp", "203.0.113.5", port, 5, 2 + (port / 1000.0), 5, domain: "victim.example");
        }

        Assert.Equal(("udp-flood", "victim.example"), Assert.Single(TestBehavior.Findings(record, "behavior.dos")) is var found ? (found.Id, found.Location) : default);
        Assert.Empty(TestBehavior.Findings(record, "behavior.scan"));
    }

    [Fact]
    public void Find_FloodSpreadOverAddresses_IsFound()
    {
        var record = new RecordBuilder().Process(1, "/x");
        for (var host = 1; host <= 100; host++)
        {
            record.Flow("udp", $"203.0.113.{host}", 53, 100, 2, 3.5);
        }

        Assert.Equal("many destinations", Assert.Single(TestBehavior.Findings(record, "behavior.dos")).Location);
    }

    [Fact]
    public void Find_IcmpFlood_IsFound()
        => Assert.Equal("icmp-flood", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/x").Flow("icmp", "203.0.113.5", 0, 3000, 2, 12), "behavior.dos")).Id);

    [Fact]
    public void Find_IcmpFloodBesideAsManyUdpPackets_IsFoundToo()
        => Assert.Equal(["icmp-flood", "udp-flood"], TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Flow("udp", "203.0.113.5", 9, 30_000, 2, 12).Flow("icmp", "203.0.113.5", 0, 30_000, 2, 12), "behavior.dos").Select(each => each.Id).Order());

    // What looks like an answer, by address and port, is what its sender wrote.
    [Fact]
    public void Find_FloodFromThePortThatWasSpokenTo_IsFound()
    {
        Assert.Equal("udp-flood", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Flow("udp", "203.0.113.5", 7777, 1, 2, 2).Flow("udp", "203.0.113.5", 53413, 30_000, 3, 12, sourcePort: 7777), "behavior.dos")).Id);
        Assert.Equal("tcp-flood", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Flow("tcp", "203.0.113.5", 80, 3, 2, 2, syns: 1).Flow("tcp", "203.0.113.9", 443, 100_000, 3, 12, sourcePort: 80), "behavior.dos")).Id);
    }

    [Fact]
    public void Find_LargeTcpPacketsWithoutAnyConnection_AreAFlood()
        => Assert.Equal("tcp-flood", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Flow("tcp", "203.0.113.9", 443, 100_000, 3, 12, bytesEach: 1400), "behavior.dos")).Id);

    [Fact]
    public void Find_FramesWithoutIp_AreAFlood()
        => Assert.Equal("frame-flood", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/x").Flow("frame", "255.255.255.255", 0, 30_000, 2, 12), "behavior.dos")).Id);

    [Fact]
    public void Find_HttpRequestsOverOneConnection_AreAFlood()
        => Assert.Equal("tcp-flood", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Flow("tcp", "203.0.113.5", 80, 100_000, 2, 12, syns: 2, bytesEach: 110), "behavior.dos")).Id);

    [Theory]
    [InlineData("tcp", 80, 100, 100)]
    [InlineData("tcp", 80, 900, 900)]
    [InlineData("udp", 8125, 2900, 0)]
    [InlineData("icmp", 0, 60, 0)]
    public void Find_BelowTheThresholds_IsNothing(string protocol, int port, long packets, long syns)
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/x").Flow(protocol, "203.0.113.5", port, packets, 2, 50, syns), "behavior.dos"));

    [Fact]
    public void Find_SeveralEventsOfOneFlow_CountOnce()
        => Assert.Empty(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/x").Flow("udp", "203.0.113.5", 9, 900, 2, 3).Flow("udp", "203.0.113.5", 9, 1800, 2, 20).Flow("udp", "203.0.113.5", 9, 2700, 2, 40), "behavior.dos"));
}
