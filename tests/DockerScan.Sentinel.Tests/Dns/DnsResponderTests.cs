using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class DnsResponderTests
{
    private const string Token = "AKIAQWERTYUIOP123456";
    private static readonly IPAddress Server = IPAddress.Parse("9.9.9.9");
    private readonly ListSink _sink = new();
    private readonly NameTable _names = new();
    private readonly Drops _drops;
    private readonly DnsResponder _responder;

    public DnsResponderTests()
    {
        var spec = new SentinelSpec { Tokens = new() { ["t"] = Token } };
        _drops = new Drops(_sink);
        _responder = new DnsResponder(
            _sink, new DnsZone(_names, new SyntheticAddresses(_names, new SaltedHash("s")), new SaltedHash("s"), "web-1"), new TokenScanner(spec, new TokenSearch(spec)), _drops);
        _responder.Ready();
    }

    [Fact]
    public void Respond_NameAskedAThousandTimes_IsToldAtPowersOfTen()
    {
        for (var i = 0; i < 1000; i++)
        {
            Ask("a.example.com");
        }

        Assert.Equal([1, 10, 100, 1000], _sink.Of<DnsEvent>().Select(e => e.Count));
    }

    [Fact]
    public void Respond_AddressQuestion_IsRememberedUnderItsName()
    {
        var response = Ask("evil.example.com")!;

        var address = new IPAddress(response.AsSpan(response.Length - 4));
        Assert.Equal("evil.example.com", _names.Find(address));
        var told = Assert.Single(_sink.Of<DnsEvent>());
        Assert.Equal((address.ToString(), "9.9.9.9", "A", "udp"), (told.Answer, told.Server, told.QueryType, told.Protocol));
    }

    [Fact]
    public void Respond_HundredThousandNames_AreBoundedAndCounted()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Ask($"n{i}.t.example.com");
        }

        _drops.Tell();
        Assert.Equal(DnsResponder.MaxQuestions, _sink.Of<DnsEvent>().Count);
        Assert.Equal(100_000 - DnsResponder.MaxQuestions, _sink.Of<DroppedEvent>()[^1].Count);
        Assert.InRange(_names.Count, 1, NameTable.DefaultCapacity);
    }

    [Fact]
    public void Respond_TokenInOneName_IsToldOnce()
    {
        Ask($"{Token}.evil.com");
        Ask($"{Token}.evil.com");

        var told = Assert.Single(_sink.Of<TokenEvent>());
        Assert.Equal(("t", "dns", "9.9.9.9", 53), (told.Token, told.Protocol, told.Address, told.Port));
    }

    [Fact]
    public void Respond_TokenOverManyNames_IsFound()
    {
        foreach (var part in Token.Chunk(5))
        {
            Ask($"{new string(part)}.evil.com");
            Ask("other.example.org");
        }

        Assert.Single(_sink.Of<TokenEvent>());
    }

    [Fact]
    public void Respond_Garbage_IsAFormatErrorWithoutAnEvent()
    {
        var response = _responder.Respond([1, 2, 1, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0xC0, 12], "udp", Server, 1000)!;

        Assert.Equal([1, 2, 0x80, 0x81], response[..4]);
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void Respond_Response_IsIgnored() => Assert.Null(_responder.Respond([1, 2, 0x81, 0, 0, 1, 0, 0, 0, 0, 0, 0], "udp", Server, 1000));

    private byte[]? Ask(string name) => _responder.Respond(DnsPackets.Question(name), "udp", Server, 1000);
}
