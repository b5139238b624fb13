using System.Net;
using DockerScan.Sentinel.Dns;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class DnsReplyTests
{
    private static readonly byte[] Pointer = [0xC0, 12];

    [Fact]
    public void Parse_NameWithAliasAndTwoAddresses_AddressesAreThoseOfTheNameAsked()
    {
        var reply = DnsReply.Parse(DnsPackets.Reply(
            "Pool.Example.com", 1,
            [.. Pointer, 0, 5, 0, 1, 0, 0, 0, 60, 0, 4, 1, (byte)'x', 0xC0, 17], [1, (byte)'x', 0, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7], [.. Pointer, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 8]));

        Assert.Equal(("pool.example.com", 1), (reply!.Name, reply.Type));
        Assert.Equal(["203.0.113.7", "203.0.113.8"], reply.Addresses.Select(each => each.ToString()));
    }

    [Fact]
    public void Parse_Version6_IsRead()
        => Assert.Equal(
            [IPAddress.Parse("2001:db8::1")],
            DnsReply.Parse(DnsPackets.Reply("a.example", 28, [.. Pointer, 0, 28, 0, 1, 0, 0, 0, 1, 0, 16, .. IPAddress.Parse("2001:db8::1").GetAddressBytes()]))!.Addresses);

    [Fact]
    public void Parse_QuestionOrScrap_IsNone()
    {
        Assert.Null(DnsReply.Parse(DnsPackets.Question("a.example")));
        Assert.Null(DnsReply.Parse([]));
        Assert.Null(DnsReply.Parse(DnsPackets.Reply("a.example", 1).AsSpan()[..14]));
    }

    [Fact]
    public void Parse_RecordsCutOffOrMoreThanThereAre_GivesThoseThatAreWhole()
    {
        byte[] record = [.. Pointer, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7];
        var packet = DnsPackets.Reply("a.example", 1, record, record);

        Assert.Single(DnsReply.Parse(packet.AsSpan()[..^1])!.Addresses);
        (packet[6], packet[7]) = (0xFF, 0xFF);
        Assert.Equal(2, DnsReply.Parse(packet)!.Addresses.Count);
    }

    [Fact]
    public void Parse_HundredsOfAddresses_SixteenAreKept()
        => Assert.Equal(16, DnsReply.Parse(DnsPackets.Reply("a.example", 1, [.. Enumerable.Range(0, 200).Select(i => (byte[])[.. Pointer, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, (byte)i])]))!.Addresses.Count);
}
