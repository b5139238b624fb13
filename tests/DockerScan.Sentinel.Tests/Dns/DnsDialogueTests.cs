using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class DnsDialogueTests
{
    private readonly ListSink _sink = new();

    [Fact]
    public void Answer_QuestionByteByByte_IsAnswered()
    {
        var dialogue = Create();
        var question = DnsPackets.Question("a.example.com");
        byte[] bytes = [0, (byte)question.Length, .. question];

        var answer = bytes.SelectMany(b => dialogue.Answer([b])).ToArray();

        Assert.Equal(answer.Length - 2, (answer[0] << 8) | answer[1]);
        Assert.Equal("tcp", Assert.Single(_sink.Of<DnsEvent>()).Protocol);
    }

    [Fact]
    public void Answer_MessageOverTheBound_Closes()
    {
        var dialogue = Create();

        Assert.Empty(dialogue.Answer([0xFF, 0xFF, 1, 2]));
        Assert.True(dialogue.Close);
    }

    private DnsDialogue Create()
    {
        var (spec, names) = (new SentinelSpec(), new NameTable());
        var responder = new DnsResponder(
            _sink, new DnsZone(names, new SyntheticAddresses(names, new SaltedHash("s")), new SaltedHash("s"), "h"), new TokenScanner(spec, new TokenSearch(spec)), new Drops(_sink));
        responder.Ready();
        return new DnsDialogue(responder, IPAddress.Parse("1.1.1.1"), 4000);
    }
}
