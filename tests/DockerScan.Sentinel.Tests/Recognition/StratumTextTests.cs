using System.Text;
using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Tests.Recognition;

public sealed class StratumTextTests
{
    private const string Wallet = "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A";

    [Fact]
    public void Read_MoneroLogin_TellsWalletAgentAlgorithm()
    {
        var found = Read($$$"""{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"{{{Wallet}}}","pass":"x","agent":"XMRig/6.21.0","rigid":"r1","algo":["rx/0","cn/0"]}}""" + "\n")!;

        Assert.Equal($"Stratum login, wallet {Wallet}, agent XMRig/6.21.0", found.Summary);
        Assert.Equal(("x", "r1"), (found.Details["password"], found.Details["rigid"]));
    }

    [Fact]
    public void Read_SubscribeThenAuthorize_TellsBoth()
    {
        const string subscribe = """{"id": 1, "method": "mining.subscribe", "params": ["cpuminer/2.5.1"]}""" + "\n";
        const string authorize = """{"id": 2, "method": "mining.authorize", "params": ["bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh.rig7", "x"]}""" + "\n";

        var first = Read(subscribe)!;
        var both = Read(subscribe + authorize)!;

        Assert.Equal("Stratum mining.subscribe, agent cpuminer/2.5.1", first.Summary);
        Assert.Equal("Stratum mining.subscribe and mining.authorize, wallet bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh, agent cpuminer/2.5.1", both.Summary);
        Assert.Equal("rig7", both.Details["worker"]);
    }

    [Theory]
    [InlineData("""{"id":1,"worker":"rig","jsonrpc":"2.0","method":"eth_submitLogin","params":["0x52908400098527886E0F7030069857D2E4169EE7","x"]}""", "0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("""{"params":{"pass":"p","login":"w"},"method":"login"}""", "w")]
    [InlineData("  \r\n{ \"method\" :\n\t\"login\" ,\n \"params\" : {\n \"login\" : \"w\" , \"agent\" : \"a\" } }", "w")]
    [InlineData("""{"meth\u006fd":"l\u006fgin","params":{"login":"w\u0061","pass":""}}""", "wa")]
    [InlineData("""[{"method":"mining.authorize","params":["w","x"]}]""", "w")]
    [InlineData("""{"method":"mining.authorize","params":["user.name","x"]}""", "user.name")]
    public void Read_OtherForms_TellsTheWallet(string json, string wallet) => Assert.Equal(wallet, Read(json)?.Details["wallet"]);

    [Fact]
    public void Read_SplitMessage_UnknownUntilTheMethodIsThere()
    {
        var json = $$$"""{"method":"login","params":{"login":"{{{Wallet}}}","pass":"x","agent":"a"}}""";

        Assert.Null(Read(json[..12]));
        Assert.Equal("stratum", Read(json[..^5])?.Application);
        Assert.Equal("stratum", Read(json)?.Application);
    }

    [Theory]
    [InlineData("""{"id":9,"method":"keepalived","params":{"id":"x"}}""")]
    [InlineData("""{"method":"submit","params":{"id":"1","job_id":"2","nonce":"3"}}""")]
    [InlineData("""{"id":1,"method":"eth_getWork"}""")]
    [InlineData("""{"method":"mining.configure","params":[["version-rolling"],{"version-rolling.mask":"ffffffff"}]}""")]
    public void Read_LaterMessages_Stratum(string json) => Assert.Equal("stratum", Read(json)?.Application);

    [Fact]
    public void Read_OverHttp_Stratum()
    {
        var found = Recognizer.Recognize(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: eth.example\r\n\r\n" + """{"id":1,"method":"eth_getWork","params":[]}"""), 8545);

        Assert.Equal(("stratum", "eth.example"), (found?.Application, found?.Domain));
    }

    [Theory]
    [InlineData("""{"method":"mining.authorize","params":["\ud800","x"]}""")]
    [InlineData("{\"method\":\"mining.authorize\",\"params\":[\"\u00ff\u00fe\",\"x\"]}")]
    [InlineData("""{"method":"mining.authorize","params":["w"}}}}]""")]
    public void Read_BrokenText_DoesNotThrow(string json) => _ = Recognizer.Recognize(Encoding.Latin1.GetBytes(json), 1);

    [Theory]
    [InlineData("""{"method":"getblocktemplate","params":[{"rules":["segwit"]}],"id":1}""", "getblocktemplate")]
    [InlineData("""{"jsonrpc":"2.0","id":"0","method":"get_block_template","params":{"wallet_address":"44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7","reserve_size":60}}""", "get_block_template")]
    [InlineData("""{"id":0,"method":"getwork","params":[]}""", "getwork")]
    [InlineData("""{"id":1,"method":"eth_submitLogin","params":["0x52908400098527886E0F7030069857D2E4169EE7"]}""", "eth_submitLogin")]
    [InlineData("""{"id":2,"method":"mining.authorize","params":["w","x"]}""", "mining.authorize")]
    [InlineData("""{"id":1,"method":"login","params":{"login":"w","pass":"x","agent":"XMRig/6","algo":["rx/0"]}}""", "login")]
    public void Recognize_WorkAskedOverHttp_IsMining(string json, string method)
    {
        var plain = Recognizer.Recognize(Encoding.UTF8.GetBytes($"POST /json_rpc HTTP/1.1\r\nHost: node.example:8332\r\nContent-Length: {json.Length}\r\n\r\n{json}"), 8332);
        var chunked = Recognizer.Recognize(Encoding.UTF8.GetBytes($"POST / HTTP/1.1\r\nHost: node.example\r\nTransfer-Encoding: chunked\r\n\r\n{json.Length:x}\r\n{json}\r\n0\r\n\r\n"), 80);

        Assert.Equal(("stratum", method, "node.example"), (plain?.Application, plain?.Details["method"], plain?.Domain));
        Assert.Equal("stratum", chunked?.Application);
    }

    [Theory]
    [InlineData("""{"id":1,"method":"login","params":{"login":"me","pass":"x"}}""")]
    [InlineData("""{"id":1,"method":"getblockchaininfo","params":[]}""")]
    [InlineData("""{"id":1,"method":"eth_getBalance","params":["0x52908400098527886E0F7030069857D2E4169EE7"]}""")]
    [InlineData("""{"id":1,"method":"submit","params":{"job_id":"1","nonce":"2"}}""")]
    public void Recognize_OtherCallsOverHttp_AreNoMining(string json)
        => Assert.Equal("http", Recognizer.Recognize(Encoding.UTF8.GetBytes($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {json.Length}\r\n\r\n{json}"), 80)?.Application);

    [Theory]
    [InlineData("""{"id":1,"method":"login","params":{"login":"w","pass":"x","agent":"web"}}""", "stratum")]
    [InlineData("""{"identifier":"handshake","pool":"pool.farm.example","login":"4AAAA","password":"x","userid":"","version":7,"intensity":0}""", "stratum")]
    [InlineData("""{"identifier":"handshake","version":7}""", "http")]
    [InlineData("""{"identifier":"login","pool":"a","login":"me"}""", "http")]
    [InlineData("""{"type":"auth","params":{"site_key":"k"}}""", "http")]
    [InlineData("hello", "http")]
    public void Recognize_FramesOfAWebSocket_AreReadThroughTheirMask(string text, string application)
    {
        byte[] head = [.. "GET /proxy HTTP/1.1\r\nHost: ws.pool.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8];

        var found = Recognizer.Recognize([.. head, .. WebSocketFrames.Masked(text)], 80)!;

        Assert.Equal((application, "ws.pool.example"), (found.Application, found.Domain));
        Assert.Equal("http", Recognizer.Recognize(head, 80)!.Application);
    }

    private static Sentinel.Recognition.Recognition? Read(string json) => Recognizer.Recognize(Encoding.UTF8.GetBytes(json), 3333);
}
