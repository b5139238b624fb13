using System.Globalization;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class ScanRuleTests
{
    [Fact]
    public void Find_ManyPortsOfOneAddress_IsOneFindingWithThePorts()
    {
        var record = new RecordBuilder().Process(1, "/opt/scan");
        for (var port = 1; port <= 400; port++)
        {
            record.Connect(1, "192.168.7.20", port, null, null, "closed without a byte", 2 + (port / 200.0));
        }

        var found = Assert.Single(TestBehavior.Findings(record, "behavior.scan"));

        Assert.Equal(("ports", "192.168.7.20"), (found.Id, found.Location));
        Assert.Contains("400 ports", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("/opt/scan", found.Evidence, StringComparison.Ordinal);
        Assert.Empty(TestBehavior.Findings(record, "behavior.dos"));
        Assert.Equal("192.168.7.20", Assert.Single(TestBehavior.Findings(record, "network.external-contact")).Location);
    }

    [Fact]
    public void Find_SynThatNobodyAnswers_CountsToo()
    {
        var record = new RecordBuilder().Process(1, "/opt/scan");
        for (var port = 1; port <= 1000; port++)
        {
            record.Flow("tcp", "203.0.113.5", port, 1, 2 + (port / 1000.0), 2 + (port / 1000.0), syns: 1);
        }

        Assert.Single(TestBehavior.Findings(record, "behavior.scan"));
        Assert.Empty(TestBehavior.Findings(record, "behavior.dos"));
    }

    [Fact]
    public void Find_OnePortOfManyAddresses_IsOneFindingByPort()
    {
        var record = new RecordBuilder().Process(1, "/opt/worm");
        for (var i = 0; i < 120; i++)
        {
            record.Connect(1, string.Create(CultureInfo.InvariantCulture, $"{20 + i}.{(i * 7) % 250}.3.{1 + i}"), 23, null, null, "closed", 2 + (i / 10.0));
        }

        Assert.Equal("*:23/tcp", Assert.Single(TestBehavior.Findings(record, "behavior.scan")).Location);
        Assert.Equal("many addresses", Assert.Single(TestBehavior.Findings(record, "network.external-contact")).Location);
    }

    [Fact]
    public void Find_NeighboursOnOnePort_AreFoundEarlier()
    {
        var record = new RecordBuilder().Process(1, "/opt/worm");
        for (var i = 1; i <= 16; i++)
        {
            record.Flow("icmp", $"10.0.5.{i}", 0, 2, 2, 3);
        }

        Assert.Equal("* icmp", Assert.Single(TestBehavior.Findings(record, "behavior.scan")).Location);
    }

    [Fact]
    public void Find_FewPorts_IsNothing()
    {
        var record = new RecordBuilder().Process(1, "/app");
        foreach (var port in (int[])[80, 443, 5432, 6379, 8080, 9092])
        {
            record.Connect(1, "198.18.0.1", port, "backend.example");
        }

        Assert.Empty(TestBehavior.Findings(record, "behavior.scan"));
    }
}
