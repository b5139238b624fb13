using System.Text;
using System.Text.Json;
using DockerScan.Sentinel.Sink;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Tests.Sink.Dialogues;

public sealed class DialogueTests
{
    [Theory]
    [InlineData("login", "\"status\":\"OK\"")]
    [InlineData("mining.subscribe", "mining.notify")]
    [InlineData("mining.authorize", "\"result\":true")]
    [InlineData("keepalived", "KEEPALIVED")]
    [InlineData("eth_submitLogin", "\"result\":true")]
    public void JsonRpc_Request_HasAValidAnswerWithItsId(string method, string expected)
    {
        var answer = Say(new JsonRpcDialogue(), $$$"""{"id":"q7","method":"{{{method}}}","params":{"login":"44AF"}}""" + "\n");

        Assert.Contains(expected, answer, StringComparison.Ordinal);
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
        }

        Assert.Contains("\"id\":\"q7\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}\n")]
    [InlineData("{\"id\":1\n")]
    [InlineData("[1,2]\n")]
    [InlineData("{\"method\":7}\n")]
    public void JsonRpc_NoRequest_HasNoAnswer(string line) => Assert.Empty(Say(new JsonRpcDialogue(), line));

    [Fact]
    public void JsonRpc_LongId_IsNotRepeated() =>
        Assert.Contains("\"id\":null", Say(new JsonRpcDialogue(), $$"""{"id":"{{new string('9', 500)}}","method":"login"}""" + "\n"), StringComparison.Ordinal);

    [Fact]
    public void Irc_Registration_IsWelcomedOnceAndMayJoin()
    {
        var irc = new IrcDialogue();

        Assert.Contains(" 001 bot7 ", Say(irc, "NICK bot7\r\nUSER a b c :d\r\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(" 001 ", Say(irc, "NICK bot8\r\n"), StringComparison.Ordinal);
        Assert.Contains("JOIN #cmd", Say(irc, "JOIN #cmd key\r\n"), StringComparison.Ordinal);
        Assert.Contains("PONG irc.example.net :1", Say(irc, "PING :1\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Smtp_Mail_IsTaken()
    {
        var smtp = new SmtpDialogue();

        Assert.StartsWith("250-", Say(smtp, "EHLO x\r\n"), StringComparison.Ordinal);
        Assert.Equal("334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n235 2.7.0 Authentication successful\r\n", Say(smtp, "AUTH LOGIN\r\ndQ==\r\ncA==\r\n"));
        Assert.StartsWith("354", Say(smtp, "DATA\r\n"), StringComparison.Ordinal);
        Assert.Empty(Say(smtp, "QUIT\r\nbody\r\n"));
        Assert.StartsWith("250", Say(smtp, ".\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("221", Say(smtp, "QUIT\r\n"), StringComparison.Ordinal);
        Assert.True(smtp.Close);
    }

    [Theory]
    [InlineData("*1\r\n$4\r\nPING\r\n", "+PONG\r\n")]
    [InlineData("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n*1\r\n$4\r\nPING\r\n", "+OK\r\n+PONG\r\n")]
    [InlineData("PING\r\n", "+PONG\r\n")]
    [InlineData("CONFIG SET dir /root/.ssh\r\n", "+OK\r\n")]
    [InlineData("*999999999999\r\n", "+OK\r\n")]
    public void Redis_Command_IsAnswered(string text, string expected) => Assert.Equal(expected, Say(new RedisDialogue(), text));

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", 9999, typeof(HttpDialogue))]
    [InlineData("{\"id\":1", 3333, typeof(JsonRpcDialogue))]
    [InlineData("NICK a\r\n", 1, typeof(IrcDialogue))]
    [InlineData("SSH-2.0-Go\r\n", 2200, typeof(SshDialogue))]
    [InlineData("*1\r\n", 6379, typeof(RedisDialogue))]
    [InlineData("\u0005\u0001\u0000", 1080, typeof(SocksDialogue))]
    [InlineData("\u0016\u0003\u0001", 443, typeof(SilentDialogue))]
    [InlineData("hello", 25, typeof(SmtpDialogue))]
    [InlineData("hello", 4444, null)]
    public void ByBytes_FirstBytes_ChooseTheSpeaker(string text, int port, Type? expected) =>
        Assert.Equal(expected, DialogueChooser.ByBytes(Encoding.Latin1.GetBytes(text), port)?.GetType());

    [Fact]
    public void MySql_Greeting_HasItsLength()
    {
        var banner = new MySqlDialogue().Banner;

        Assert.Equal(banner.Length - 4, banner[0]);
    }

    [Fact]
    public void Answer_RandomBytes_NeverThrows()
    {
        var random = new Random(7);
        string[] seeds = ["GET ", "POST / HTTP/1.1\r\nContent-Length: 9999999999999999999\r\n\r\n", "{\"method\":\"login\",\"id\":", "*3\r\n$", "NICK \r\nUSER\r\nJOIN\r\nPING\r\n", "EHLO ", "SSH-", "\u0005\u0001", "\u0004\u0001", "a LOGOUT\r\n", "AUTH\r\nAUTH PLAIN\r\n"];
        for (var i = 0; i < 20_000; i++)
        {
            Dialogue[] all =
            [
                new HttpDialogue(WebServer.Respond), new JsonRpcDialogue(), new IrcDialogue(), new SmtpDialogue(), new FtpDialogue(), new TelnetDialogue(),
                new MailboxDialogue(true), new MailboxDialogue(false), new RedisDialogue(), new SocksDialogue(), new SshDialogue(false), new MySqlDialogue(),
            ];
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            byte[] input = [.. Encoding.Latin1.GetBytes(seeds[random.Next(seeds.Length)]), .. bytes, (byte)'\r', (byte)'\n', .. bytes];
            foreach (var dialogue in all)
            {
                Assert.InRange(dialogue.Answer(input.AsSpan(0, random.Next(input.Length))).Length, 0, 64 * 1024);
                dialogue.Answer(input);
            }
        }
    }

    private static string Say(Dialogue dialogue, string text) => Encoding.Latin1.GetString(dialogue.Answer(Encoding.Latin1.GetBytes(text)));
}
