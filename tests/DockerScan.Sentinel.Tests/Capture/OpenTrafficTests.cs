using System.Net;
using System.Text;
using DockerScan.Sentinel.Capture;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Tests.Dns;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class OpenTrafficTests
{
    private const int Fin = 17;
    private const string Login = "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"44AF\",\"pass\":\"x\",\"agent\":\"XMRig/6.21.0\"}}\n";

    private readonly ListSink _sink = new();
    private readonly NameTable _names = new();
    private readonly Drops _drops;
    private readonly OpenTraffic _traffic;

    public OpenTrafficTests()
    {
        _drops = new Drops(_sink);
        _traffic = new OpenTraffic(_sink, _names, _drops);
    }

    [Fact]
    public void Sent_LoginInPieces_IsRecognisedOnceItIsWhole()
    {
        Send(40_000, Frames.Syn);
        foreach (var piece in Encoding.ASCII.GetBytes(Login).Chunk(5))
        {
            Send(40_000, Frames.Ack, piece);
        }

        var last = _sink.Of<ConnectionEvent>()[^1];
        Assert.Equal(("stratum", "203.0.113.7", 3333, 40_000), (last.Application, last.Address, last.Port, last.SourcePort));
        Assert.Single(_sink.Of<ConnectionEvent>().Select(each => each.Id).Distinct());
    }

    [Fact]
    public void Sent_NameWasAskedFor_ConnectionHasIt()
    {
        Ask("pool.example");
        Answer("pool.example");
        Send(40_000, Frames.Ack, Encoding.ASCII.GetBytes(Login));

        Assert.Equal("pool.example", Assert.Single(_sink.Of<ConnectionEvent>()).Domain);
        var dns = Assert.Single(_sink.Of<DnsEvent>());
        Assert.Equal(("pool.example", "A", "203.0.113.7", "8.8.8.8"), (dns.Name, dns.QueryType, dns.Answer, dns.Server));
    }

    [Fact]
    public void Came_AnswerThatNobodyAskedFor_NamesNothing()
    {
        Answer("evil.example");

        Assert.Null(_names.Peek(IPAddress.Parse("203.0.113.7")));
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void Tick_NoAnswer_IsToldOnceAsUnanswered()
    {
        Ask("gone.example");
        _traffic.Tick(1999);
        Assert.Empty(_sink.Events);

        _traffic.Tick(2000);
        _traffic.Tick(9000);
        Answer("gone.example");

        Assert.Null(Assert.Single(_sink.Of<DnsEvent>()).Answer);
    }

    [Fact]
    public void Sent_SamePortAgain_IsAnotherConnection()
    {
        Send(40_000, Frames.Ack, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"u8.ToArray());
        Send(40_000, Fin);
        Send(40_000, Frames.Syn);
        Send(40_000, Frames.Ack, Encoding.ASCII.GetBytes(Login));

        Assert.Equal(["http", "stratum"], _sink.Of<ConnectionEvent>().Select(each => each.Application));
        Assert.Equal(2, _sink.Of<ConnectionEvent>().Select(each => each.Id).Distinct().Count());
    }

    [Fact]
    public void Sent_MoreThanItsBounds_IsCountedAndSaid()
    {
        for (var i = 0; i < OpenTraffic.MaxConnections + 5; i++)
        {
            Send(1024 + i, Frames.Ack, [1, 2, 3]);
        }

        for (var i = 0; i < OpenNames.MaxQuestions + 7; i++)
        {
            Ask(FormattableString.Invariant($"n{i}.example"));
        }

        _drops.Tell();

        // One destination's connections are told up to a bound of their own, which is counted with them.
        Assert.True(_sink.Of<DroppedEvent>().Last(each => each.What == "connections").Count >= 5);
        Assert.Equal(7, _sink.Of<DroppedEvent>().Last(each => each.What == "dns").Count);
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Both_HostileFrames_NeverThrow()
    {
        var traffic = new OpenTraffic(new CountSink(), _names, _drops);
        byte[][] frames =
        [
            Frames.Tcp("172.17.0.2", 40_000, "203.0.113.7", 3333, Frames.Ack, Encoding.ASCII.GetBytes(Login)), Frames.Tcp("172.17.0.2", 40_000, "203.0.113.7", 3333, Fin),
            Frames.Udp("172.17.0.2", 40_000, "8.8.8.8", 53, DnsPackets.Question("pool.example")), Frames.Udp("8.8.8.8", 53, "172.17.0.2", 40_000, Address("pool.example")),
        ];
        var random = new Random(13);
        for (var i = 0; i < HostileTextsTests.Inputs; i++)
        {
            var frame = HostileTextsTests.Mutate(frames[random.Next(frames.Length)], frames, random);
            if (FrameParser.Parse(frame) is { } packet)
            {
                var payload = frame.AsSpan(packet.PayloadOffset, packet.PayloadLength);
                traffic.Sent(packet, payload, i);
                traffic.Came(packet, payload);
                traffic.Tick(i);
            }
        }

        Assert.InRange(_names.Count, 1, NameTable.DefaultCapacity);
    }

    private static byte[] Address(string name) => DnsPackets.Reply(name, 1, [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7]);

    private void Ask(string name) => Take(Frames.Udp("172.17.0.2", 40_000, "8.8.8.8", 53, DnsPackets.Question(name)), isSent: true);

    private void Answer(string name) => Take(Frames.Udp("8.8.8.8", 53, "172.17.0.2", 40_000, Address(name)), isSent: false);

    private void Send(int sourcePort, int flags, byte[]? payload = null)
        => Take(Frames.Tcp("172.17.0.2", sourcePort, "203.0.113.7", 3333, flags, payload), isSent: true);

    private void Take(byte[] frame, bool isSent)
    {
        var packet = FrameParser.Parse(frame)!.Value;
        var payload = frame.AsSpan(packet.PayloadOffset, packet.PayloadLength);
        if (isSent)
        {
            _traffic.Sent(packet, payload, 0);
        }
        else
        {
            _traffic.Came(packet, payload);
        }
    }
}
