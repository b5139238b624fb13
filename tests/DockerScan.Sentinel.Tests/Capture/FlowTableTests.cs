using System.Net;
using DockerScan.Sentinel.Capture;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class FlowTableTests
{
    private const string Own = "172.17.0.2";
    private readonly ListSink _events = new();
    private readonly NameTable _names = new();
    private readonly AnswerCredit _credit = new();
    private readonly FlowTable _table;

    private List<FlowEvent> Flows => _events.Of<FlowEvent>();

    public FlowTableTests() => _table = new FlowTable(_events, _names, [NetAddress.Of(IPAddress.Parse(Own))], _credit);

    [Fact]
    public void Add_ConnectionWithAnswers_OneFlowOfTheTargetsPackets()
    {
        Send(Frames.Tcp(Own, 40000, "185.71.65.92", 3333, Frames.Syn), 1000);
        Send(Frames.Tcp("185.71.65.92", 3333, Own, 40000, Frames.SynAck), 1001);
        Send(Frames.Tcp(Own, 40000, "185.71.65.92", 3333, Frames.Ack), 1002);
        Send(Frames.Tcp("185.71.65.92", 3333, Own, 40000, Frames.Ack), 1003);
        _names.Add(IPAddress.Parse("185.71.65.92"), "pool.example");
        _table.TellAll(2000);

        var flow = Assert.Single(Flows);
        Assert.Equal(("tcp", "185.71.65.92", 3333, "pool.example", 2L, 1L, 40000), (flow.Protocol, flow.Address, flow.Port, flow.Domain, flow.Packets, flow.Syns, flow.SourcePort));
        Assert.Equal((1000L, 1002L, 80L), (flow.FirstMs, flow.LastMs, flow.Bytes));
    }

    [Fact]
    public void Add_FloodWithMadeUpSources_AnswersAndResetsMakeNoFlows()
    {
        for (var i = 0; i < 5000; i++)
        {
            var source = $"{11 + (i % 50)}.{i / 250}.{i % 250}.9";
            Send(Frames.Tcp(source, i, "93.184.216.34", 80, Frames.Syn), 1000 + (i / 10));
            Send(Frames.Tcp("93.184.216.34", 80, source, i, Frames.SynAck), 1000 + (i / 10));
            Send(Frames.Tcp(source, i, "93.184.216.34", 80, Frames.Reset), 1000 + (i / 10));
        }

        _table.TellAll(5000);

        var flow = Assert.Single(Flows);
        Assert.Equal((10000L, 5000L, 10000L), (flow.Packets, flow.Syns, flow.PeakPerSecond));
    }

    [Fact]
    public void Add_DnsAnswersAndPingAnswers_DoNotCount()
    {
        Send(Frames.Udp(Own, 5353, "8.8.8.8", 53, [1]), 1);
        Send(Frames.Udp("8.8.8.8", 53, Own, 5353, [1]), 2);
        Send(Frames.Ping(Own, "1.1.1.1", []), 3);
        Send(Frames.Ping("1.1.1.1", Own, [], type: 0), 4);
        Send(Frames.Ping("fd00::9", "2001:db8::1", []), 5);
        Send(Frames.Ping("2001:db8::1", "fd00::9", [], type: 129), 6);
        _table.TellAll(10);

        Assert.Equal(["8.8.8.8", "1.1.1.1", "2001:db8::1"], Flows.Select(flow => flow.Address));
        Assert.All(Flows, flow => Assert.Equal(1, flow.Packets));
    }

    [Fact]
    public void Add_TalkWithItself_NoFlow()
    {
        Send(Frames.Udp("127.0.0.1", 5, "127.0.0.53", 53, []), 1);
        Send(Frames.Tcp("::1", 5, "::1", 80, Frames.Syn), 1);
        Send(Frames.Tcp(Own, 5, Own, 80, Frames.Syn), 1);
        Send(Frames.Ip(58, "fe80::1", "ff02::16", [143, 0, 0, 0]), 1);
        _table.TellAll(10);

        Assert.Empty(Flows);
    }

    [Fact]
    public void Add_AcknowledgementFlood_Counts()
    {
        for (var i = 0; i < 100; i++)
        {
            Send(Frames.Tcp(Own, i + 1, "93.184.216.34", 80, Frames.SynAck), i);
        }

        _table.TellAll(200);

        Assert.Equal((100L, 0L), (Flows.Single().Packets, Flows.Single().Syns));
    }

    [Fact]
    public void Add_LaterFragment_CountsForItsPort()
    {
        var fragments = new FragmentTable();
        var first = Frames.Ip(17, Own, "9.9.9.9", Frames.Udp(Own, 5, "9.9.9.9", 6, [1])[34..], 0x2000, id: 7);
        var later = Frames.Ip(17, Own, "9.9.9.9", [1, 2, 3], 0x0001, id: 7);

        foreach (var frame in new[] { first, later })
        {
            _table.Add(fragments.WithPorts(FrameParser.Parse(frame)!.Value), 1, out _);
        }

        _table.TellAll(2);

        Assert.Equal((6, 2L), (Flows.Single().Port, Flows.Single().Packets));
    }

    [Fact]
    public void Peak_BurstAcrossTwoSeconds_CountsWhole()
    {
        for (var i = 0; i < 100; i++)
        {
            Send(Frames.Udp(Own, 5, "9.9.9.9", 6, []), 1900 + (i * 2));
        }

        Send(Frames.Udp(Own, 5, "9.9.9.9", 6, []), 90_000);
        _table.TellAll(2);

        Assert.Equal(100, Flows.Single().PeakPerSecond);
    }

    [Fact]
    public void Tell_GrowingFlow_AtMostOnceASecondAndInTheEnd()
    {
        for (var ms = 0; ms < 5000; ms++)
        {
            Send(Frames.Udp(Own, 5, "9.9.9.9", 6, []), ms);
            if (ms % 250 == 0)
            {
                _table.Tell(ms);
            }
        }

        _table.TellAll(5000);

        Assert.InRange(Flows.Count, 5, 7);
        Assert.Equal(5000, Flows[^1].Packets);
    }

    [Fact]
    public void Add_FloodOverAllPorts_IsOneFlowBeyondTheFirstPorts()
    {
        Send(Frames.Tcp(Own, 5, "9.9.9.9", 0, Frames.Syn), 0);
        for (var i = 1; i < 60_000; i++)
        {
            Send(Frames.Tcp("66.6.6.6", 5, "9.9.9.9", i, Frames.Syn), i / 100);
            Send(Frames.Tcp("9.9.9.9", i, "66.6.6.6", 5, Frames.SynAck), i / 100);
        }

        _table.TellAll(1000);

        Assert.Equal(FlowTable.MaxPorts, _events.Of<FlowEvent>().Select(flow => flow.Port).Distinct().Count());
        Assert.Equal(60_000 - FlowTable.MaxPorts + 1, Flows.Last(flow => flow.Port == 0).Syns);
        Assert.DoesNotContain(Flows, flow => flow.Address == "66.6.6.6");
        Assert.Empty(_events.Of<DroppedEvent>());
    }

    [Fact]
    public void Add_ScanOfManyAddresses_IsBoundedAndSaysWhatIsMissing()
    {
        for (var i = 0; i < 60_000; i++)
        {
            Send(Frames.Tcp(Own, 5, $"9.9.{i / 250}.{i % 250}", 23, Frames.Syn), i / 100);
        }

        // What came last and is a flood is told all the same.
        for (var i = 0; i < 500; i++)
        {
            Send(Frames.Tcp(Own, 5, "1.2.3.4", 80, Frames.Syn), 700);
        }

        _table.TellAll(1000);

        Assert.True(_table.Count <= FlowTable.MaxFlows);
        Assert.InRange(Flows.Count, 20_000, 20_001);
        Assert.Contains(Flows, flow => flow is { Address: "1.2.3.4", Syns: 500 });
        Assert.Equal(40_000, _events.Of<DroppedEvent>().Last(each => each.What == "flows").Count);
    }

    [Fact]
    public void Add_FloodFromAnAddressThatWasSpokenTo_CountsWhole()
    {
        Send(Frames.Udp(Own, 4000, "198.51.100.7", 7777, [1]), 0);
        for (var i = 0; i < 8000; i++)
        {
            Send(Frames.Udp("198.51.100.7", 7777, "203.0.113.9", 53413, [1]), i / 2);
        }

        _table.TellAll(5000);

        Assert.Equal((8000L, 2000L), Flows.Where(flow => flow.Address == "203.0.113.9").Select(flow => (flow.Packets, flow.PeakPerSecond)).Single());
        Assert.Equal(1, Flows.Single(flow => flow.Address == "198.51.100.7").Packets);
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("icmp")]
    [InlineData("icmp6")]
    public void Add_FloodOfWhatLooksLikeAnswers_OnlyAsManyAsWereAskedAreExcused(string protocol)
    {
        const int Asked = 30;
        var (ask, answer) = protocol switch
        {
            "tcp" => (Frames.Tcp("203.0.113.9", 80, "198.51.100.7", 443, Frames.Syn), Frames.Tcp("198.51.100.7", 443, "203.0.113.9", 80, Frames.Reset)),
            "icmp" => (Frames.Ping("203.0.113.9", "198.51.100.7", []), Frames.Ping("198.51.100.7", "203.0.113.9", [], type: 0)),
            _ => (Frames.Ping("2001:db8::9", "2001:db8::7", []), Frames.Ping("2001:db8::7", "2001:db8::9", [], type: 129)),
        };
        for (var i = 0; i < 1000; i++)
        {
            if (i < Asked)
            {
                Send(ask, i);
            }

            Send(answer, i);
        }

        _table.TellAll(2000);

        Assert.Equal(Asked, Flows.Single(flow => flow.Address.EndsWith('7')).Packets);
        Assert.Equal(1000 - Asked, Flows.Single(flow => flow.Address.EndsWith('9')).Packets);
    }

    [Fact]
    public void Add_ResetsAndEchoAnswersAsTheAsking_ExcuseNothing()
    {
        for (var i = 0; i < 500; i++)
        {
            Send(Frames.Tcp("203.0.113.9", 80, "198.51.100.7", 443, Frames.Reset), i);
            Send(Frames.Tcp("198.51.100.7", 443, "203.0.113.9", 80, Frames.Reset), i);
            Send(Frames.Ping("203.0.113.9", "198.51.100.7", [], type: 0), i);
            Send(Frames.Ping("198.51.100.7", "203.0.113.9", [], type: 0), i);
            Send(Frames.Udp("203.0.113.9", 5, "198.51.100.7", 6, []), i);
            Send(Frames.Udp("198.51.100.7", 6, "203.0.113.9", 5, []), i);
        }

        _table.TellAll(2000);

        Assert.Equal(
            [("icmp", 500L), ("icmp", 500L), ("tcp", 500L), ("tcp", 500L), ("udp", 500L), ("udp", 500L)],
            Flows.Select(flow => (flow.Protocol, flow.Packets)).Order());
    }

    [Fact]
    public void Add_OurAnswersToAnAddressThatIsNotTheTargetsOwn_AreNoFlowAndNoMoreThanWeSent()
    {
        var (server, caller) = (NetAddress.Of(IPAddress.Parse("8.8.8.8")), NetAddress.Of(IPAddress.Parse("10.9.9.9")));
        Send(Frames.Udp("10.9.9.9", 999, "8.8.8.8", 53, [1]), 1);
        _credit.Grant(Packet.Udp, server, 53, caller, 999);
        Send(Frames.Udp("8.8.8.8", 53, "10.9.9.9", 999, [1]), 2);
        _table.TellAll(3);

        Assert.Equal("8.8.8.8", Assert.Single(Flows).Address);

        Send(Frames.Udp("8.8.8.8", 53, "10.9.9.9", 999, [1]), 4);
        _table.TellAll(5);

        Assert.Equal(("10.9.9.9", 1L), (Flows[^1].Address, Flows[^1].Packets));
    }

    [Fact]
    public void Add_FloodOfNeighbourDiscovery_IsNoKernelTalk()
    {
        for (var i = 0; i < 5000; i++)
        {
            Send(Frames.Ip(58, "fe80::1", "ff02::1", [134, 0, 0, 0]), i);
        }

        _table.TellAll(6000);

        Assert.True(Assert.Single(Flows) is { Address: "ff02::1", Packets: > 4500, PeakPerSecond: > 900 });
    }

    [Fact]
    public void AddFrame_FramesWithoutIp_AreOneFlow()
    {
        for (var i = 0; i < 3000; i++)
        {
            _table.AddFrame(60, i);
        }

        _table.TellAll(4000);

        Assert.Equal(("frame", "255.255.255.255", 3000L, 180_000L), Flows.Select(flow => (flow.Protocol, flow.Address, flow.Packets, flow.Bytes)).Single());
    }

    [Fact]
    public void Add_OpenNetwork_AMadeUpSourceExcusesNothing()
    {
        var table = new FlowTable(_events, _names, [], _credit, isSealed: false);
        foreach (var frame in new[] { Frames.Ping("203.0.113.9", "198.51.100.7", []), Frames.Ping("198.51.100.7", "203.0.113.9", [], type: 0) })
        {
            table.Add(FrameParser.Parse(frame)!.Value, 1, out _);
        }

        table.TellAll(2);

        Assert.Equal(["198.51.100.7", "203.0.113.9"], Flows.Select(flow => flow.Address));
    }

    [Fact]
    public void Add_OpenNetwork_TheKernelsWordToWhoCameFirstIsNoContact()
    {
        var table = new FlowTable(_events, _names, [], _credit, isSealed: false);
        _credit.Came(FrameParser.Parse(Frames.Udp("198.51.100.7", 53, Own, 999, [1]))!.Value);
        for (var i = 0; i < 2; i++)
        {
            table.Add(FrameParser.Parse(Frames.Ping(Own, "198.51.100.7", [], type: 3))!.Value, i, out _);
        }

        table.TellAll(2);

        Assert.Equal(1, Assert.Single(Flows).Packets);
    }

    private void Send(byte[] frame, long ms) => _table.Add(FrameParser.Parse(frame)!.Value, ms, out _);
}
