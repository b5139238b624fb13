using System.Buffers.Binary;
using System.Text;
using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Tests.Recognition;

/// <summary>Clients of tunnels are known by what they say first, whatever their file is called.</summary>
public sealed class TunnelClientTests
{
    private const string Login = """{"version":"0.51.3","hostname":"x","os":"linux","arch":"amd64","privilege_key":"00000000000000000000000000000000","timestamp":1,"pool_count":1}""";

    [Theory]
    [InlineData("chisel-v3", "chisel")]
    [InlineData("chisel-v2", "chisel")]
    [InlineData("mqtt", null)]
    [InlineData("my-chisel-v3", null)]
    public void Recognize_ProtocolOfAWebSocket_NamesTheClient(string protocol, string? client)
    {
        var found = Recognizer.Recognize(Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: relay.example\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {protocol}\r\nUpgrade: websocket\r\n\r\n"), 80)!;

        Assert.Equal(("http", client), (found.Application, found.Details.GetValueOrDefault("tunnel")));
    }

    [Fact]
    public void Recognize_LoginOfFrp_PlainAndInFrames()
    {
        Assert.Equal("frp", Recognizer.Recognize(Message('o', Login), 7000)?.Application);
        Assert.Equal("frp", Recognizer.Recognize([.. Frame(1, 0x40000, []), .. Frame(0, Message('o', Login).Length, Message('o', Login))], 7000)?.Details["tunnel"]);
        // Cut off in the middle of its JSON, as first bytes are.
        Assert.Equal("frp", Recognizer.Recognize(Message('o', Login).AsSpan(0, 120), 443)?.Application);
    }

    [Theory]
    [InlineData('o', """{"version":"1","timestamp":1}""")]
    [InlineData('p', Login)]
    [InlineData('o', """["privilege_key"]""")]
    public void Recognize_OtherMessages_AreNoLogin(char kind, string text)
        => Assert.NotEqual("frp", Recognizer.Recognize(Message(kind, text), 7000)?.Application);

    [Fact]
    public void Recognize_FramesWithoutEnd_AreNoLogin()
        => Assert.NotEqual("frp", Recognizer.Recognize([.. Enumerable.Repeat(Frame(1, 1, []), 400).SelectMany(each => each)], 7000)?.Application);

    private static byte[] Message(char kind, string text)
    {
        var message = new byte[1 + sizeof(long) + Encoding.UTF8.GetByteCount(text)];
        message[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(1), message.Length - 1 - sizeof(long));
        Encoding.UTF8.GetBytes(text, message.AsSpan(1 + sizeof(long)));
        return message;
    }

    private static byte[] Frame(byte kind, int length, byte[] body)
    {
        byte[] head = [0, kind, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), length);
        return [.. head, .. body];
    }
}
