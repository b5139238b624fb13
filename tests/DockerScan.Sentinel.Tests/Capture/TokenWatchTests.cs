using System.Text;
using DockerScan.Sentinel.Capture;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class TokenWatchTests
{
    private const string Key = "AKIAQ7ZHONEYTOKEN42X";
    private readonly ListSink _events = new();
    private readonly TokenWatch _watch;

    public TokenWatchTests() => _watch = new TokenWatch(_events, new TokenSearch(new SentinelSpec { Tokens = new() { ["aws"] = Key } }));

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(400)]
    public void Look_TokenCutOverPackets_ToldOnce(int size)
    {
        var flow = Flow("9.9.9.9");
        foreach (var part in Encoding.ASCII.GetBytes($"begin {Key} {Key} end").Chunk(size))
        {
            Look(flow, part);
        }

        var told = Assert.IsType<TokenEvent>(Assert.Single(_events.Events));
        Assert.Equal(("aws", "udp", "9.9.9.9", 6, 5, "plain"), (told.Token, told.Protocol, told.Address, told.Port, told.SourcePort, told.Encoding));
    }

    [Fact]
    public void Look_ToManyPlaces_IsBounded()
    {
        for (var i = 0; i < 200; i++)
        {
            Look(Flow($"9.9.9.{i}"), Encoding.ASCII.GetBytes(Key));
        }

        Assert.Equal(16, _events.Events.Count);
    }

    private static Flow Flow(string address) => new(new FlowKey(Packet.Udp, NetAddress.Of(System.Net.IPAddress.Parse(address)), 6), 1);

    private void Look(Flow flow, byte[] payload)
    {
        var frame = Frames.Udp("172.17.0.2", 5, flow.Key.Address.ToString(), 6, payload);
        var packet = FrameParser.Parse(frame)!.Value;
        _watch.Look(flow, packet, frame.AsSpan(packet.PayloadOffset, packet.PayloadLength));
    }
}
