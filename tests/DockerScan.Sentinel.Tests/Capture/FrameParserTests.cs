using DockerScan.Sentinel.Capture;

namespace DockerScan.Sentinel.Tests.Capture;

public sealed class FrameParserTests
{
    [Theory]
    [InlineData("10.0.0.1", "185.71.65.92")]
    [InlineData("fd00::1", "2001:db8::7")]
    public void Parse_TcpSyn_TellsWhatMatters(string from, string to)
    {
        var packet = FrameParser.Parse(Frames.Tcp(from, 40000, to, 3333, Frames.Syn, [1, 2, 3]))!.Value;

        Assert.Equal((6, from, to, 40000, 3333), (packet.Protocol, packet.Source.ToString(), packet.Destination.ToString(), packet.SourcePort, packet.DestinationPort));
        Assert.True(packet.IsSyn);
        Assert.Equal(3, packet.PayloadLength);
    }

    [Theory]
    [InlineData(Frames.SynAck)]
    [InlineData(Frames.Ack)]
    [InlineData(Frames.Reset)]
    [InlineData(3)]
    public void Parse_OtherFlags_NoSyn(int flags) => Assert.False(FrameParser.Parse(Frames.Tcp("1.1.1.1", 1, "2.2.2.2", 2, flags))!.Value.IsSyn);

    [Fact]
    public void Parse_OptionsAndVlans_FindsThePorts()
    {
        var plain = Frames.Udp("1.1.1.1", 5, "2.2.2.2", 6, [9]);
        byte[] ip = [0x46, 0, .. Frames.Two(24 + 9), .. plain[18..34], 1, 1, 1, 1, .. plain[34..]];
        byte[] frame = [.. new byte[12], 0x88, 0xA8, 0, 5, 0x81, 0, 0, 6, 0x08, 0, .. ip, 0, 0, 0, 0];

        var packet = FrameParser.Parse(frame)!.Value;

        Assert.Equal((5, 6, 33, 1), (packet.SourcePort, packet.DestinationPort, packet.Bytes, packet.PayloadLength));
    }

    [Fact]
    public void Parse_ExtensionHeadersOfV6_AreSkipped()
    {
        var udp = Frames.Udp("fd00::1", 5, "2001:db8::1", 6, [9])[54..];
        byte[] hop = [60, 0, 1, 4, 0, 0, 0, 0];
        byte[] options = [17, 1, .. new byte[14]];

        var packet = FrameParser.Parse(Frames.Ip(0, "fd00::1", "2001:db8::1", [.. hop, .. options, .. udp]))!.Value;

        Assert.Equal((17, 5, 6, 1), (packet.Protocol, packet.SourcePort, packet.DestinationPort, packet.PayloadLength));
    }

    [Theory]
    [InlineData(0x2000, true, false, 5)]
    [InlineData(0x2001, true, true, 0)]
    [InlineData(0x0001, true, true, 0)]
    [InlineData(0x4000, false, false, 5)]
    public void Parse_FragmentsOfV4_KeepPortsOfTheFirstOnly(int field, bool isFragment, bool isLater, int port)
    {
        var body = Frames.Udp("1.1.1.1", 5, "2.2.2.2", 6, [9])[34..];

        var packet = FrameParser.Parse(Frames.Ip(17, "1.1.1.1", "2.2.2.2", body, field))!.Value;

        Assert.Equal((isFragment, isLater, port), (packet.IsFragment, packet.IsLaterFragment, packet.SourcePort));
    }

    [Fact]
    public void Parse_FragmentOfV6_HasItsId()
    {
        byte[] first = [17, 0, 0, 1, 0, 0, 0, 77, .. Frames.Udp("fd00::1", 5, "2001:db8::1", 6, [9])[54..]];
        byte[] later = [17, 0, 0, 8, 0, 0, 0, 77, 1, 2, 3];
        var table = new FragmentTable();

        var one = table.WithPorts(FrameParser.Parse(Frames.Ip(44, "fd00::1", "2001:db8::1", first))!.Value);
        var two = table.WithPorts(FrameParser.Parse(Frames.Ip(44, "fd00::1", "2001:db8::1", later))!.Value);

        Assert.Equal((77u, 6, 6, true, 3), (one.FragmentId, one.DestinationPort, two.DestinationPort, two.IsLaterFragment, two.PayloadLength));
    }

    [Fact]
    public void Parse_TotalLengthBeyondTheFrame_PayloadEndsWithTheFrame()
    {
        var frame = Frames.Udp("1.1.1.1", 5, "2.2.2.2", 6, [9]);
        (frame[16], frame[17]) = (0xFF, 0xFF);

        var packet = FrameParser.Parse(frame)!.Value;

        Assert.Equal((65535, 1), (packet.Bytes, packet.PayloadLength));
    }

    [Fact]
    public void Parse_LengthZero_IsASegmentOverSixtyFourKibibytes()
    {
        var frame = Frames.Tcp("1.1.1.1", 5, "2.2.2.2", 6, Frames.Ack, new byte[100]);
        (frame[16], frame[17]) = (0, 0);

        Assert.Equal(140, FrameParser.Parse(frame)!.Value.Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(33)]
    public void Parse_ShortFrame_Null(int length) => Assert.Null(FrameParser.Parse(Frames.Tcp("1.1.1.1", 5, "2.2.2.2", 6, 2).AsSpan(0, length)));

    [Fact]
    public void Parse_OtherFrames_Null()
    {
        Assert.Null(FrameParser.Parse(Frames.Ethernet(0x0806, new byte[28])));
        Assert.Null(FrameParser.Parse(Frames.Ethernet(0x0800, new byte[28])));
        Assert.Null(FrameParser.Parse(Frames.Ethernet(0x86DD, [0x50, .. new byte[60]])));
    }
}
