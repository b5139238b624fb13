using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class TunnelRuleTests
{
    [Fact]
    public void Find_RemoteForward_IsHighWithItsConnection()
    {
        var found = Only(Start().Process(4, "/usr/bin/ssh", "ssh -N -R 2222:localhost:22 t@gate.example").Connect(4, "198.18.0.9", 22, "gate.example", "ssh", "SSH-2.0-OpenSSH_9.2"), "tunnel.ssh-remote");

        Assert.Equal((Severity.High, "SSH opens a way in from outside: a remote forward"), (found.Severity, found.Title));
        Assert.Contains("ssh -N -R 2222:localhost:22 t@gate.example", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TunnellingService_IsToldByItsName()
        => Assert.Equal((Severity.Medium, "The image contacts a tunnelling service: eu.ngrok-agent.com"),
            Only(Start().Connect(1, "198.18.0.9", 443, "eu.ngrok-agent.com", "tls", "TLS"), "tunnel") is var found ? (found.Severity, found.Title) : default);

    [Fact]
    public void Find_ClientAndItsService_AreOneFinding()
        => Assert.Equal(["tunnel.service"], TestBehavior.Findings(Start().Process(4, "/usr/bin/ngrok", "ngrok tcp 22").Connect(4, "198.18.0.9", 443, "connect.ngrok-agent.com", "tls", "TLS"), "network.external-contact").Select(each => each.Id));

    [Theory]
    [InlineData("ssh -N -L 8080:localhost:80 u@h")]
    [InlineData("ssh-keygen -R gate.example")]
    [InlineData("chisel server --port 8080")]
    public void Find_TheOtherDirection_IsNoTunnel(string command)
        => Assert.Empty(TestBehavior.Findings(Start().Process(4, "/usr/bin/x", command), "network.external-contact"));

    [Theory]
    [InlineData("chisel", "relay.evil.example", "http")]
    [InlineData("frp", null, "frp")]
    public void Find_ClientUnderAnotherName_IsToldByWhatItSpeaks(string client, string? domain, string application)
    {
        var found = Only(Start().Process(4, "/opt/updater", "updater").Connect(4, "198.18.0.9", 80, domain, application, "x", details: new() { ["tunnel"] = client }), "tunnel-client");

        Assert.Equal((Severity.Medium, $"The image speaks as the client of a tunnel: {client}"), (found.Severity, found.Title));
        Assert.Contains("updater", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ClientThatItsCommandTells_IsToldOnce()
        => Assert.Equal(["tunnel.reverse-client"], TestBehavior.Findings(
            Start().Process(4, "/usr/bin/chisel", "chisel client h:80 R:2222:127.0.0.1:22").Connect(4, "198.18.0.9", 80, "h.example", "http", "x", details: new() { ["tunnel"] = "chisel" }),
            "network.external-contact").Select(each => each.Id));

    [Fact]
    public void Find_OtherWebSocket_IsAContactOutside()
        => Assert.DoesNotContain(TestBehavior.Findings(Start().Connect(1, "198.18.0.9", 80, "h.example", "http", "x", details: new() { ["upgrade"] = "websocket" }), "network.external-contact"), each => each.Id.StartsWith("tunnel", StringComparison.Ordinal));

    private static RecordBuilder Start() => new RecordBuilder().Process(1, "/app");

    private static FindingDraft Only(RecordBuilder record, string id) => Assert.Single(TestBehavior.Findings(record, "network.external-contact"), each => each.Id == id);
}
