using DockerScan.Core.Images;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class TcpProcessRuleTests
{
    [Fact]
    public void Find_NotExposed_NamesTheOwner()
    {
        var found = Assert.Single(TestBehavior.Findings(new RecordBuilder().Configured(new ImageConfiguration { ExposedPorts = ["80/tcp"] }).Process(1, "/app").Process(6, "/opt/bd", uid: 5).Listen(6, 4444), "network.tcp-process"));

        Assert.Equal(("listener-not-exposed", "tcp/4444"), (found.Id, found.Location));
        Assert.Contains("/opt/bd (pid 6, uid 5): listens on tcp 0.0.0.0:4444", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("EXPOSE: 80/tcp", found.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "tcp", 1, 8080)]
    [InlineData("::1", "tcp", 1, 8080)]
    [InlineData("::ffff:127.0.0.1", "tcp", 1, 8080)]
    [InlineData("0.0.0.0", "udp", 1, 8080)]
    [InlineData("0.0.0.0", "tcp", 0, 53)]
    public void Find_LoopbackUdpOrTheSentinels_IsNothing(string address, string protocol, int pid, int port)
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/app").Listen(pid, port, address, protocol: protocol), "network.tcp-process"));

    [Fact]
    public void Find_PortOfTheKernelsChoice_HasAStableKey()
        => Assert.Equal("tcp/ephemeral /app", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/app").Listen(1, 41873), "network.tcp-process")).Location);

    // A server that listens where it says it does is listed, and no finding.
    [Theory]
    [InlineData("50000-50010", 50005)]
    [InlineData("3000", 3000)]
    [InlineData("80/tcp", 80)]
    public void Find_DeclaredPort_IsNothing(string exposed, int port)
    {
        var record = new RecordBuilder().Configured(new ImageConfiguration { ExposedPorts = [exposed] }).Process(1, "/app").Listen(1, port);

        Assert.Empty(TestBehavior.Findings(record, "network.tcp-process"));
        Assert.Equal(port, Assert.Single(TestBehavior.Analyze(record).Listeners).Port);
    }

    [Fact]
    public void Find_DeclaredForUdpOnly_IsFound()
        => Assert.Equal("listener-not-exposed", Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Configured(new ImageConfiguration { ExposedPorts = ["53/udp"] }).Process(1, "/app").Listen(1, 53), "network.tcp-process")).Id);

    [Fact]
    public void Analyze_Listeners_LeaveOutWhatTheKernelBound()
        => Assert.Equal([("tcp", 9000), ("udp", 123)], TestBehavior.Analyze(
            new RecordBuilder().Process(1, "/app").Listen(1, 123, protocol: "udp").Listen(1, 45678, protocol: "udp").Listen(1, 9000, "127.0.0.1").Listen(0, 53)).Listeners
            .Select(each => (each.Protocol, each.Port)).OrderBy(each => each.Protocol));
}
