using System.Text;
using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Tests.Recognition;

public sealed class TextProtocolTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: Pool.Example.com:80\r\nUser-Agent: curl/8.5\r\n\r\n", "http", "HTTP GET Pool.Example.com:80/")]
    [InlineData("POST /up HTTP/1.1\r\nHost: a.example\r\n\r\nHost: liar.example", "http", "HTTP POST a.example/up")]
    [InlineData("GET http://user:pw@far.example/x?y HTTP/1.0\r\n\r\n", "http", "HTTP GET far.example/x?y")]
    [InlineData("CONNECT far.example:443 HTTP/1.1\r\n\r\n", "http", "HTTP CONNECT far.example:443")]
    [InlineData("PROPFIND /dav HTTP/1.1\r\n\r\n", "http", "HTTP PROPFIND /dav")]
    [InlineData("GET /old\r\n", "http", "HTTP GET /old")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http", "HTTP/2 without TLS")]
    [InlineData("SSH-2.0-libssh_0.9.6\r\n", "ssh", "SSH client SSH-2.0-libssh_0.9.6")]
    [InlineData("EHLO spam.example\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n", "smtp", "SMTP as spam.example, from <a@b>, to <c@d>")]
    [InlineData("NICK bot\r\nUSER a 0 * :real name\r\n", "irc", "IRC as bot")]
    [InlineData("PASS x\r\nNICK bot\r\nUSER a 0 * :b\r\nJOIN #c2 key\r\n", "irc", "IRC as bot, joins #c2 key")]
    [InlineData("USER a 0 * :b\r\n", "irc", "IRC")]
    [InlineData("CAP LS 302\r\n", "irc", "IRC")]
    [InlineData("USER anonymous\r\nPASS a@b\r\n", "ftp", "FTP as anonymous")]
    [InlineData("*1\r\n$4\r\nPING\r\n", "redis", "Redis PING")]
    [InlineData("*4\r\n$6\r\nCONFIG\r\n$3\r\nSET\r\n$3\r\ndir\r\n$16\r\n/var/spool/cron/\r\n", "redis", "Redis CONFIG SET dir /var/spool/cron/")]
    [InlineData("config set dir /root/.ssh\r\n", "redis", "Redis config set dir /root/.ssh")]
    public void Recognize_TextProtocol_SaysWhatItIs(string bytes, string application, string summary)
    {
        var found = Recognizer.Recognize(Encoding.Latin1.GetBytes(bytes), 1234);

        Assert.Equal((application, summary), (found?.Application, found?.Summary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("HELLO WORLD")]
    [InlineData("GET OUT OF HERE")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"method\":\"login\",\"params\":{\"user\":\"x\",\"pass\":\"y\"}}")]
    [InlineData("price is 5$ and 6# ")]
    [InlineData("a comment # ")]
    [InlineData("see uid=5 for more")]
    [InlineData("<b>bold</b>")]
    [InlineData("\0\0\0\u0001")]
    [InlineData("OPTIONS sip:a@b SIP/2.0\r\n")]
    public void Recognize_OtherBytes_Null(string bytes) => Assert.Null(Recognizer.Recognize(Encoding.Latin1.GetBytes(bytes), 4444));

    [Theory]
    [InlineData("$ ")]
    [InlineData("# ")]
    [InlineData("\r\n$ ")]
    [InlineData("/bin/sh: 0: can't access tty; job control turned off\n$ ")]
    [InlineData("bash: cannot set terminal process group (1): Inappropriate ioctl for device\nbash: no job control in this shell\nroot@web:/# ")]
    [InlineData("sh-5.2# ")]
    [InlineData("/ # ")]
    [InlineData("~ $ ")]
    [InlineData("[root@web ~]# ")]
    [InlineData("\u001b]0;root@web: /\a\u001b[01;32mroot@web\u001b[00m:\u001b[01;34m/\u001b[00m# ")]
    [InlineData("uid=0(root) gid=0(root) groups=0(root)\n")]
    [InlineData("$ uid=33(www-data) gid=33(www-data) groups=33(www-data)\n$ ")]
    [InlineData("uid=1000 gid=1000\n")]
    [InlineData("sh: 1: id: not found\n")]
    [InlineData("bash: line 1: id: command not found\n")]
    [InlineData("/bin/sh: id: not found\n")]
    [InlineData("Microsoft Windows [Version 10.0.19045.1]\r\n")]
    [InlineData("PS /root> ")]
    [InlineData("C:\\Windows\\system32>")]
    public void Recognize_Shell_Shell(string bytes) => Assert.Equal("shell", Recognizer.Recognize(Encoding.Latin1.GetBytes(bytes), 4444)?.Application);

    [Fact]
    public void Recognize_HttpRequest_TellsItsParts()
    {
        var found = Recognizer.Recognize("POST /gate.php?id=1 HTTP/1.1\r\nhost: c2.example.:8080\r\nUSER-AGENT: Mozilla/4.0\r\nContent-Type: text/plain\r\n\r\nroot:x:0:0"u8, 8080)!;

        Assert.Equal("c2.example", found.Domain);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["method"] = "POST", ["host"] = "c2.example.:8080", ["path"] = "/gate.php?id=1", ["agent"] = "Mozilla/4.0", ["type"] = "text/plain", ["body"] = "root:x:0:0",
            },
            found.Details);
    }

    [Theory]
    [InlineData("/v1.41/containers/create?name=x", 80, "docker")]
    [InlineData("/containers/json", 4444, "docker")]
    [InlineData("/v1.43/exec/abc/start", 80, "docker")]
    [InlineData("/containers/9f/attach?stream=1", 80, "docker")]
    [InlineData("/v1.24/_ping", 80, "docker")]
    [InlineData("/info", 2375, "docker")]
    [InlineData("/info", 80, null)]
    [InlineData("/containers/of/tea", 80, null)]
    [InlineData("/v1./info", 80, null)]
    [InlineData("/api/v1/namespaces/default/secrets", 443, "kubernetes")]
    [InlineData("/apis/apps/v1/deployments", 443, "kubernetes")]
    [InlineData("/pods", 10250, "kubernetes")]
    [InlineData("/api/v2/users", 443, null)]
    [InlineData("", 2375, null)]
    public void HttpApi_Path_Told(string path, int port, string? expected) => Assert.Equal(expected, HttpApi.Of(path, port));

    [Fact]
    public void Recognize_HttpHeadInPieces_KnownFromTheFirstAndCompleteAtTheEnd()
    {
        const string request = "GET /a HTTP/1.1\r\nHost: x.example\r\n\r\n";

        var first = Recognizer.Recognize(Encoding.ASCII.GetBytes(request[..10]), 80);
        var all = Recognizer.Recognize(Encoding.ASCII.GetBytes(request), 80);

        Assert.Equal("HTTP GET /a", first?.Summary);
        Assert.Equal("HTTP GET x.example/a", all?.Summary);
    }

    [Fact]
    public void Recognize_LoginThroughConnect_TellsTheLogin()
    {
        var found = Recognizer.Recognize(
            "CONNECT pool.example:3333 HTTP/1.1\r\n\r\n{\"method\":\"login\",\"params\":{\"login\":\"44AF\",\"pass\":\"x\"},\"id\":1}\n"u8, 8080)!;

        Assert.Equal(("stratum", "pool.example", "pool.example:3333", "44AF"), (found.Application, found.Domain, found.Details["target"], found.Details["wallet"]));
    }

    [Fact]
    public void Recognize_HugeValues_AreCut()
    {
        var found = Recognizer.Recognize(Encoding.ASCII.GetBytes("GET /" + new string('a', 100_000) + " HTTP/1.1\r\nHost: b\r\n\r\n"), 80);

        Assert.True(found is null || (found.Summary.Length <= 1024 && found.Details.Values.All(value => value.Length <= 256)));
    }
}
