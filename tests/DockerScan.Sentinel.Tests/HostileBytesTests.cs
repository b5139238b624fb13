using System.Globalization;
using System.Text;
using CsCheck;
using DockerScan.Sentinel.Capture;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Recognition;
using DockerScan.Sentinel.Tests.Capture;
using DockerScan.Sentinel.Tests.Recognition;
using DockerScan.Sentinel.Tips;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests;

/// <summary>Nothing that is parsed here may throw, run away or say more than its bounds, whatever the bytes are.</summary>
public sealed class HostileBytesTests
{
    private static readonly byte[][] Messages =
    [
        TlsHelloTests.Record(TlsHelloTests.Hello("pool.example", ["h2", "http/1.1"])),
        .. new[]
        {
            "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"44AF\",\"pass\":\"x\",\"agent\":\"XMRig\",\"algo\":[\"rx/0\"]}}\n",
            "{\"method\":\"mining.subscribe\",\"params\":[\"a\"]}\n{\"method\":\"mining.authorize\",\"params\":[\"b.c\",\"x\"]}\n",
            "POST /v1.41/containers/create HTTP/1.1\r\nHost: a.example:2375\r\nUser-Agent: x\r\n\r\n{\"Image\":\"a\"}",
            "CONNECT a.example:443 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n", "NICK a\r\nUSER b 0 * :c\r\nJOIN #d\r\n", "EHLO a\r\nMAIL FROM:<b>\r\n",
            "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n", "SSH-2.0-Go\r\n", "\u001b]0;a\aroot@b:/# ", "uid=0(root) gid=0(root)\n", "sh: 1: id: not found\n",
        }.Select(Encoding.Latin1.GetBytes),
        .. new[]
        {
            "0501000501000304" + "6D782E65" + "0D05", "300C02010160070201030400800030250201026320040345787004" + "0A0100", "0000002600030000757365720062" + "6F62006461746162617365006462000000000000",
            "3A0000000100000000000000DD0700000000000000130000001068656C6C6F000100000000", "001D123401000001000000000000016D076578616D706C650000010001", "100E00044D515454040200000004626F7431",
        }.Select(Convert.FromHexString),
    ];

    private static readonly byte[][] Packets =
    [
        Frames.Tcp("172.17.0.2", 1, "9.9.9.9", 80, Frames.Syn), Frames.Tcp("9.9.9.9", 80, "172.17.0.2", 1, Frames.SynAck), Frames.Udp("172.17.0.2", 1, "8.8.8.8", 53, [1, 2, 3]),
        Frames.Ping("fd00::1", "2001:db8::1", [1, 2, 3]), Frames.Ip(44, "fd00::1", "2001:db8::1", [17, 0, 0, 1, 0, 0, 0, 7, 0, 1, 0, 2, 0, 8, 0, 0]),
        Frames.Ip(0, "fd00::1", "2001:db8::1", [60, 0, 0, 0, 0, 0, 0, 0, 6, 1, .. new byte[14], .. new byte[20]]), Frames.Ip(17, "1.1.1.1", "2.2.2.2", [1, 2, 3], 0x2001, 5),
    ];

    [Fact]
    public void Recognize_AnyBytes_StaysWithinItsBounds() => Gen.Select(Gen.Byte.Array[0, 600], Gen.Int[0, 65535]).Sample(Check);

    [Fact]
    public void Recognize_ChangedMessages_StaysWithinItsBounds()
        => Gen.Select(Gen.Int[0, Messages.Length - 1], Gen.Int[0, 65535], Gen.Int[0, int.MaxValue - 1]).Sample((message, port, seed) => Check(Change(Messages[message], new Random(seed)), port));

    [Fact]
    public void Parse_AnyBytes_PayloadLiesWithinTheFrame() => Gen.Byte.Array[0, 200].Sample(CheckFrame);

    [Fact]
    public void Parse_ChangedFrames_PayloadLiesWithinTheFrame()
        => Gen.Select(Gen.Int[0, Packets.Length - 1], Gen.Int[0, int.MaxValue - 1]).Sample((packet, seed) => CheckFrame(Change(Packets[packet], new Random(seed))));

    /// <summary>Longer runs: bench/fuzz.sh. A failure names its seed.</summary>
    [Fact]
    [Trait("Category", "Fuzz")]
    public void Everything_ManyChangedInputs_StaysWithinItsBounds()
    {
        var inputs = int.TryParse(Environment.GetEnvironmentVariable("DOCKERSCAN_FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 200_000;
        var start = Environment.TickCount;
        var search = new TokenSearch(new SentinelSpec { Tokens = new() { ["a"] = "AKIAQ7ZHONEYTOKEN42X" } });
        var flows = new FlowTable(new CountSink(), new NameTable(), [], new AnswerCredit());
        var fragments = new FragmentTable();
        for (var i = 0; i < inputs; i++)
        {
            var random = new Random(start + i);
            try
            {
                Check(Change(Messages[i % Messages.Length], random), random.Next(65536));
                var frame = Change(Packets[i % Packets.Length], random);
                CheckFrame(frame);
                search.FindAll(frame);
                if (FrameParser.Parse(frame) is { } packet)
                {
                    flows.Add(fragments.WithPorts(packet), i, out _);
                }
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {start + i}, input {i}: {e}");
            }
        }

        Assert.True(flows.Count <= FlowTable.MaxFlows);
    }

    /// <summary>A few bytes set, cut out, doubled or put in: what it is stays recognisable, and its lengths lie.</summary>
    private static byte[] Change(byte[] message, Random random)
    {
        var bytes = message.ToList();
        for (var i = random.Next(6); i >= 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 9)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Skip(at).Take(random.Next(1, 30)).ToList());
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Check(byte[] bytes, int port)
    {
        if (Recognizer.Recognize(bytes, port) is not { } found)
        {
            return;
        }

        Assert.True(found.Details.Count <= 16, "too many details");
        Assert.All(found.Details, each => Assert.True(each.Value.Length is > 0 and <= 256 && each.Value.All(c => !char.IsControl(c)), each.Key));
        Assert.True(found.Summary.Length <= 2048 && found.Summary.All(c => !char.IsControl(c)), found.Summary);
        Assert.True(found.Domain is null or { Length: > 0 and <= 253 });
    }

    private static void CheckFrame(byte[] frame)
    {
        // As the other bytes that come from outside: a tip, a question for the time, text of the kernel.
        Assert.Null(ShellTip.Parse(frame, "password"));
        Assert.True(NtpReply.To(frame, DateTimeOffset.UnixEpoch.AddYears(50), 7) is null or { Length: 48 });
        var text = System.Text.Encoding.Latin1.GetString(frame);
        Assert.True(Resolvers.Parse(text).Length <= 8);
        Assert.True(KernelCounters.LoopbackDrops("lo:" + text) >= 0 && KernelCounters.ListenOverflows("TcpExt: ListenOverflows\n" + text) >= 0);
        if (FrameParser.Parse(frame) is { } packet)
        {
            Assert.InRange(packet.PayloadOffset, 0, frame.Length);
            Assert.InRange(packet.PayloadLength, 0, frame.Length - packet.PayloadOffset);
            Assert.InRange(packet.Bytes, 0, 65535 + 40);
        }
    }
}
