using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class DnsZoneTests
{
    private readonly NameTable _names = new();
    private readonly DnsZone _zone;

    public DnsZoneTests() => _zone = new DnsZone(_names, new SyntheticAddresses(_names, new SaltedHash("s")), new SaltedHash("s"), "web-1");

    [Theory]
    [InlineData("localhost", 1, "127.0.0.1")]
    [InlineData("db.localhost", 28, "::1")]
    [InlineData("web-1", 1, "172.17.0.2")]
    [InlineData("metadata.google.internal", 1, "169.254.169.254")]
    [InlineData("metadata.google.internal", 28, null)]
    [InlineData("example.com", 65, null)]
    [InlineData("1.0.0.127.in-addr.arpa", 12, "localhost")]
    [InlineData("2.0.17.172.in-addr.arpa", 12, "web-1")]
    [InlineData("8.8.8.8.in-addr.arpa", 12, null)]
    [InlineData("08.8.8.8.in-addr.arpa", 12, null)]
    [InlineData("x.8.8.8.in-addr.arpa", 12, null)]
    [InlineData("z.ip6.arpa", 12, null)]
    public void Answer_Question_HasText(string name, ushort type, string? expected) => Assert.Equal(expected, Answer(name, type).Text);

    [Fact]
    public void Answer_ReverseOfAGivenAddress_IsItsName()
    {
        var address = IPAddress.Parse(Answer("c2.example.net", 1).Text!);

        var reverse = string.Join('.', address.GetAddressBytes().Reverse()) + ".in-addr.arpa";
        Assert.Equal("c2.example.net", Answer(reverse, 12).Text);
    }

    [Fact]
    public void Answer_ReverseOfOwnIpv6_IsTheHostName()
    {
        var nibbles = Convert.ToHexString(Loopback.Own6.GetAddressBytes()).ToLowerInvariant().Reverse();

        Assert.Equal("web-1", Answer(string.Join('.', nibbles) + ".ip6.arpa", 12).Text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(15)]
    [InlineData(16)]
    public void Answer_SameQuestionInOtherRunsAndForOtherNames_Varies(ushort type)
    {
        var question = DnsQuestion.Parse(DnsPackets.Question("www.example.com", type))!;
        var runs = Enumerable.Range(0, 40).Select(run => Text(new SaltedHash($"run {run}"), question)).ToList();
        var names = Enumerable.Range(0, 40).Select(i => Text(new SaltedHash("s"), DnsQuestion.Parse(DnsPackets.Question($"d{i}.example", type))!)).ToList();

        Assert.InRange(runs.Distinct().Count(), 4, 40);
        Assert.InRange(names.Select(text => text.Split('.')[0]).Distinct().Count(), 2, 40);
        Assert.Equal(runs, Enumerable.Range(0, 40).Select(run => Text(new SaltedHash($"run {run}"), question)));

        static string Text(SaltedHash salt, DnsQuestion asked)
        {
            var names = new NameTable();
            return Convert.ToHexString(new DnsZone(names, new SyntheticAddresses(names, salt), salt, "web-1").Answer(asked).Data!);
        }
    }

    [Fact]
    public void Answer_ServersOfAMachine_AreItsDomains()
    {
        Assert.EndsWith(".example.com", Answer("a.b.example.com", 2).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(".b.example.com", Answer("a.b.example.com", 2).Text, StringComparison.Ordinal);

        var question = DnsQuestion.Parse(DnsPackets.Question("a.b.example.com", 2))!;
        var packet = _zone.Answer(question).ToPacket(question);
        // The last two bytes point to "example".
        Assert.Equal("example"u8.ToArray(), packet[(packet[^1] + 1)..(packet[^1] + 8)]);
    }

    [Theory]
    [InlineData("_dmarc.example.com", "v=DMARC1; p=")]
    [InlineData("mail._domainkey.example.com", "v=DKIM1; k=rsa; p=MIGf")]
    public void Answer_TextOfAService_HasItsForm(string name, string start) => Assert.StartsWith(start, Answer(name, 16).Text, StringComparison.Ordinal);

    [Fact]
    public void Answer_OtherClassOrOperation_IsNotImplemented()
    {
        var question = DnsQuestion.Parse(DnsPackets.Question("version.bind", 16))!;

        Assert.Equal(DnsAnswer.NotImplemented, _zone.Answer(question with { Class = 3 }).Code);
        Assert.Equal(DnsAnswer.NotImplemented, _zone.Answer(question with { Opcode = 5 }).Code);
    }

    [Fact]
    public void ToPacket_ServiceRecord_PointsBehindTheServiceLabels()
    {
        var question = DnsQuestion.Parse(DnsPackets.Question("_mongodb._tcp.db.example.com", 33, edns: true))!;

        var packet = _zone.Answer(question).ToPacket(question);

        // Before the option record of 11 bytes stands the pointer to "db".
        Assert.Equal(12 + 9 + 5, packet[^12]);
        Assert.Equal("db"u8.ToArray(), packet[(packet[^12] + 1)..(packet[^12] + 3)]);
    }

    [Fact]
    public void ToPacket_LongestName_StaysUnderTheOldLimit()
    {
        foreach (ushort type in new ushort[] { 1, 2, 6, 15, 16, 28, 33 })
        {
            var question = DnsQuestion.Parse(DnsPackets.Question([new byte[63], new byte[63], new byte[63], new byte[61]], type, edns: true))!;
            Assert.InRange(_zone.Answer(question).ToPacket(question).Length, 12, 512);
        }
    }

    private DnsAnswer Answer(string name, ushort type) => _zone.Answer(DnsQuestion.Parse(DnsPackets.Question(name, type))!);
}
