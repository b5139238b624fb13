using System.Net;
using System.Text;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Metadata;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Sink;
using DockerScan.Sentinel.Tests.Dns;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests;

/// <summary>Whoever talks to the sentinel gets a bounded answer or none, whatever is said and however it is cut up. DOCKERSCAN_FUZZ_INPUTS says how often.</summary>
public sealed class HostileConversationTests
{
    private const int MaxAnswer = 64 * 1024;

    private static readonly int[] Ports = [21, 22, 23, 25, 53, 80, 110, 143, 443, 3306, 3333, 6379, 6667, 8080];

    private static readonly byte[][] Messages =
    [
        .. new[]
        {
            "GET /latest/meta-data/iam/security-credentials/ HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n",
            "PUT /latest/api/token HTTP/1.1\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n\r\n",
            "GET /computeMetadata/v1/instance/service-accounts/default/token?alt=json HTTP/1.1\r\nMetadata-Flavor: Google\r\n\r\n",
            "GET /metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net HTTP/1.1\r\nMetadata: true\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 46\r\n\r\n{\"id\":1,\"method\":\"eth_submitLogin\",\"params\":[\"a\"]}",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.0\r\n\r\n",
            "CONNECT a.example:443 HTTP/1.1\r\n\r\nSSH-2.0-x\r\n", "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"44AF\",\"algo\":[\"rx/0\"]}}\n{\"id\":2,\"method\":\"mining.subscribe\"}\n",
            "NICK a\r\nUSER b 0 * :c\r\nJOIN #d\r\nPING :e\r\n", "EHLO a\r\nMAIL FROM:<b>\r\nRCPT TO:<c>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n",
            "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n*1\r\n$4\r\nINFO\r\n", "USER a\r\nPASS b\r\nLIST\r\n", "a1 LOGIN b c\r\na2 SELECT INBOX\r\n", "SSH-2.0-Go\r\n",
        }.Select(Encoding.Latin1.GetBytes),
        .. new[] { "0501000501000304" + "6D782E65" + "0D05", "04010D05C633640100", "0000002600030000757365720062" + "6F62006461746162617365006462", "001D123401000001000000000000016D076578616D706C650000010001" }
            .Select(Convert.FromHexString),
        [.. new byte[] { 0, 39 }, .. DnsPackets.Question("pool.minexmr.com", 28, edns: true)],
    ];

    private readonly CountSink _sink = new();

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Answer_HostileBytesInPieces_IsBounded()
    {
        var (chooser, _) = Parts();
        var random = new Random(11);
        for (var i = 0; i < HostileTextsTests.Inputs; i++)
        {
            var input = HostileTextsTests.Mutate(Messages[random.Next(Messages.Length)], Messages, random);
            var port = Ports[random.Next(Ports.Length)];
            try
            {
                Talk(chooser, input, port, random);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed 11, input {i}, port {port}: {Convert.ToHexString(input)}", e);
            }
        }

        Assert.True(_sink.Count > 0, "no question was understood, so the inputs are worth nothing");
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Respond_HostilePackets_AnswerIsBoundedAndTablesAreToo()
    {
        var (_, responder) = Parts();
        var random = new Random(12);
        byte[][] questions = [DnsPackets.Question("pool.minexmr.com", 28, edns: true), DnsPackets.Question([]), DnsPackets.Question("a.example", 16), DnsPackets.Question("4.3.2.1.in-addr.arpa", 12)];
        for (var i = 0; i < HostileTextsTests.Inputs; i++)
        {
            var input = HostileTextsTests.Mutate(questions[random.Next(questions.Length)], questions, random);
            try
            {
                Assert.InRange(responder.Respond(input, "udp", IPAddress.Loopback, 1)?.Length ?? 0, 0, 4096);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed 12, input {i}: {Convert.ToHexString(input)}", e);
            }
        }

        // Each question is told at powers of ten, and no more of them than are remembered.
        Assert.InRange(_sink.Count, 1, DnsResponder.MaxQuestions * 9L);
    }

    private static void Talk(DialogueChooser chooser, byte[] input, int port, Random random)
    {
        var meant = new IPEndPoint(random.Next(4) == 0 ? IPAddress.Parse("169.254.169.254") : IPAddress.Parse("203.0.113.7"), port);
        var dialogue = chooser.ByAddress(meant, 1) ?? DialogueChooser.ByBytes(input, port) ?? DialogueChooser.ByPort(port);
        for (var at = 0; dialogue is not null && at < input.Length && !dialogue.Close && !dialogue.IsOver;)
        {
            var length = Math.Min(input.Length - at, random.Next(1, 400));
            Assert.InRange(dialogue.Answer(input.AsSpan(at, length)).Length, 0, MaxAnswer);
            _ = dialogue.Seen;
            at += length;
        }
    }

    private (DialogueChooser Chooser, DnsResponder Responder) Parts()
    {
        var spec = new SentinelSpec
        {
            Tokens = new() { ["t"] = "AKIAQWERTYUIOP123456" },
            Metadata = new() { ["awsAccessKeyId"] = "AKIA1", ["awsSecretAccessKey"] = "s\"ecret", ["awsToken"] = "tok", ["gcpToken"] = "ya29.x", ["azureToken"] = "eyJ0" },
        };
        var names = new NameTable();
        var responder = new DnsResponder(
            _sink, new DnsZone(names, new SyntheticAddresses(names, new SaltedHash("s")), new SaltedHash("s"), "web-1"), new TokenScanner(spec, new TokenSearch(spec)), new Drops(_sink));
        responder.Ready();
        return (new DialogueChooser(new MetadataService(spec, new SaltedHash("s"), TimeProvider.System), responder), responder);
    }
}
