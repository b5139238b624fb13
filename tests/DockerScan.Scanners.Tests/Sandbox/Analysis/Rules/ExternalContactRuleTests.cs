using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class ExternalContactRuleTests
{
    [Theory]
    [InlineData("api.telemetry.example", "public", Severity.Medium, "api.telemetry.example")]
    [InlineData("deb.debian.org", "mirror", Severity.Low, "deb.debian.org")]
    [InlineData("db", "internal", Severity.Low, "db")]
    [InlineData("kafka.default.svc.cluster.local", "internal", Severity.Low, "kafka.default.svc.cluster.local")]
    [InlineData("metadata.google.internal", "metadata", Severity.Medium, "metadata.google.internal")]
    public void Find_Name_IsGraded(string name, string id, Severity severity, string location)
    {
        var found = Only(new RecordBuilder().Process(1, "/app").Dns(name).Connect(1, "198.18.0.9", 443, name, "tls", "TLS", bytes: "\u0016\u0003\u0001"));

        Assert.Equal((id, severity, location), (found.Id, found.Severity, found.Location));
        Assert.Contains($"/app (pid 1, uid 0): tcp to {name} (198.18.0.9:443): TLS; bytes \"...\"", found.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.8.8.8", "public", "8.8.8.8:853")]
    [InlineData("10.1.2.3", "internal", "10.1.2.3:853")]
    [InlineData("169.254.169.254", "metadata", "169.254.169.254")]
    [InlineData("2001:db8::7", "public", "[2001:db8::7]:853")]
    public void Find_BareAddress_IsGraded(string address, string id, string location)
        => Assert.Equal((id, location), Only(new RecordBuilder().Process(1, "/app").Connect(1, address, 853)) is var found ? (found.Id, found.Location) : default);

    [Fact]
    public void Find_OnlyAsked_IsLow() => Assert.Equal(Severity.Low, Only(new RecordBuilder().Process(1, "/app").Dns("beacon.example")).Severity);

    [Fact]
    public void Find_OwnResolver_IsAContact()
        => Assert.Equal("9.9.9.9:53", Only(new RecordBuilder().Process(1, "/app").Flow("udp", "9.9.9.9", 53, 4, 2, 3)).Location);

    [Fact]
    public void Find_ServiceQuestionAndAddresses_AreOnePlace()
        => Assert.Single(Find(new RecordBuilder().Process(1, "/app").Dns("_http._tcp.deb.debian.org", type: "SRV").Dns("deb.debian.org")));

    [Fact]
    public void Find_MadeUpNames_AreOnePlaceByTheirParent()
    {
        var record = new RecordBuilder().Process(1, "/app");
        for (var i = 0; i < 30; i++)
        {
            record.Dns($"x{i:x8}.t.evil.co.kr");
        }

        Assert.Equal("*.evil.co.kr", Only(record).Location);
    }

    [Theory]
    [InlineData("web-7f9c")]
    [InlineData("9.0.18.198.in-addr.arpa")]
    [InlineData("localhost")]
    public void Find_NameOfItsOwn_IsNothing(string name) => Assert.Empty(Find(new RecordBuilder().Process(1, "/app").Dns(name)));

    [Fact]
    public void Find_Loopback_IsNothing()
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/app").Connect(1, "127.0.0.1", 80).Connect(1, "::1", 80).Flow("udp", "127.0.0.11", 53, 5, 1, 2)));

    [Fact]
    public void Find_MulticastAndBroadcast_AreOneLowFindingTogether()
    {
        var record = new RecordBuilder().Process(1, "/app").Flow("udp", "224.0.0.251", 5353, 9, 2, 30).Flow("udp", "239.255.255.250", 1900, 4, 2, 30).Flow("udp", "ff02::fb", 5353, 9, 2, 30)
            .Flow("udp", "255.255.255.255", 67, 2, 2, 3).Flow("udp", "172.17.255.255", 137, 2, 2, 3).Flow("udp", "203.0.113.7", 1900, 2, 2, 3);
        for (var i = 0; i < 100; i++)
        {
            record.Flow("udp", $"239.1.{i}.7", 5000, 2, 2, 3);
        }

        var found = Find(record);

        Assert.Equal(["203.0.113.7:1900", "multicast and broadcast"], found.Select(each => each.Location).Order());
        Assert.Equal(("discovery", Severity.Low), found.Where(each => each.Location[0] == 'm').Select(each => (each.Id, each.Severity)).Single());
        Assert.Empty(TestBehavior.Findings(record, "behavior.scan"));
    }

    [Fact]
    public void Find_PacketsThatLookLikeAnswers_AreContacts()
        => Assert.Equal(["203.0.113.7:123", "203.0.113.7:40111"], Find(new RecordBuilder().Process(1, "/app").Flow("udp", "203.0.113.7", 123, 1, 2, 2, sourcePort: 40111)
            .Flow("udp", "203.0.113.7", 40111, 1, 2.001, 2.001, sourcePort: 123)).Select(each => each.Location).Order());

    [Fact]
    public void Find_OwnerOfTheSocketIsGoneButAlone_IsStillNamed()
        => Assert.Contains("/app (pid 1", Only(new RecordBuilder().Process(1, "/app").Connect(1, "203.0.113.7", 443, hasSocket: false)).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Find_SeveralCouldBeTheOwner_NamesNobody()
        => Assert.Contains("process not known", Only(new RecordBuilder().Process(1, "/app").Process(2, "/other").Connect(1, "203.0.113.7", 443, hasSocket: false)).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Find_UnconnectedUdpSocket_IsItsOwner()
        => Assert.Contains("/other (pid 2", Only(new RecordBuilder().Process(1, "/app").Process(2, "/other").Listen(2, 40222, protocol: "udp")
            .Flow("udp", "203.0.113.7", 9999, 3, 2, 3, sourcePort: 40222)).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Analyze_Contacts_AreTellingFirst()
    {
        var contacts = TestBehavior.Analyze(new RecordBuilder().Process(1, "/app").Dns("quiet.example").Connect(1, "10.0.0.9", 80, null, "http", "GET /", 2).Connect(1, "203.0.113.7", 4444, null, "shell", "a prompt", 9)).Contacts;

        Assert.Equal(["203.0.113.7", "10.0.0.9", "10.0.0.2"], contacts.Select(each => each.Address));
        Assert.Equal(("app", "shell"), (contacts[0].Process, contacts[0].Application));
        Assert.Equal(("udp", 53, "quiet.example"), (contacts[2].Protocol, contacts[2].Port, contacts[2].Domain));
    }

    [Fact]
    public void Analyze_SecretInTheBytes_IsMasked()
        => Assert.DoesNotContain("s3cr3t", Only(new RecordBuilder().Process(1, "/app", "app --password s3cr3t").Connect(1, "203.0.113.7", 80, null, "http", "GET /", bytes: "GET / HTTP/1.1\r\nAuthorization: Bearer s3cr3t")).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Analyze_ConnectionToldTwice_IsOneContact()
    {
        var first = new ConnectionEvent { Id = 5, Address = "203.0.113.7", Port = 80, SourcePort = 1, Summary = "nothing sent" };
        var contact = Assert.Single(TestBehavior.Analyze(new RecordBuilder().Process(1, "/a").Network(first, 2).Network(first with { Application = "irc", Summary = "NICK x" }, 2.1)).Contacts);

        Assert.Equal(("irc", "NICK x"), (contact.Application, contact.Summary));
    }

    [Fact]
    public void Find_SameTokenEventTwice_DoesNotThrow()
        => Assert.NotNull(TestBehavior.Analyze(new RecordBuilder().Process(1, "/app").Network(new TokenEvent("x", "udp", "not an address", 0, 0, "plain"), 2).Network(new TokenEvent("x", "udp", "not an address", 0, 0, "plain"), 2)));

    [Fact]
    public void Find_Time_IsToldAsWhatItIs()
    {
        var found = Only(new RecordBuilder().Process(1, "/usr/sbin/chronyd").Dns("pool.ntp.org", "198.18.0.9").Flow("udp", "198.18.0.9", 123, 4, 2, 3));

        Assert.Equal(("time", Severity.Low, "The image asks for the time: pool.ntp.org"), (found.Id, found.Severity, found.Title));
    }

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => TestBehavior.Findings(record, "network.external-contact");

    private static FindingDraft Only(RecordBuilder record) => Assert.Single(Find(record));
}
