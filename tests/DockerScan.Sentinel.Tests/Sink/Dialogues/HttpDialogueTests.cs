using System.Text;
using DockerScan.Sentinel.Sink.Dialogues;
using DockerScan.Sentinel.Tests.Recognition;

namespace DockerScan.Sentinel.Tests.Sink.Dialogues;

public sealed class HttpDialogueTests
{
    private readonly List<HttpRequest> _requests = [];
    private readonly HttpDialogue _dialogue;

    public HttpDialogueTests() => _dialogue = new HttpDialogue(request =>
    {
        _requests.Add(request);
        return HttpReply.Text("x");
    });

    [Fact]
    public void Answer_RequestByteByByte_IsAnsweredOnce()
    {
        var answer = "GET /a?b HTTP/1.1\r\nHost: h\r\n\r\n".Select(c => Send(c.ToString())).Where(a => a.Length > 0).ToList();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", Assert.Single(answer), StringComparison.Ordinal);
        Assert.Equal(("GET", "/a?b", "h"), (_requests[0].Method, _requests[0].Path, _requests[0].Header("host")));
        Assert.False(_dialogue.Close);
    }

    [Fact]
    public void Answer_TwoRequestsInOneChunk_AreBothAnswered()
    {
        Send("POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\n\r\n");

        Assert.Equal(["/1", "/2"], _requests.Select(r => r.Path));
        Assert.Equal("abc"u8.ToArray(), _requests[0].Body);
    }

    [Fact]
    public void Answer_LongBody_IsWaitedForAndCut()
    {
        Assert.Empty(Send("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + new string('x', 50_000)));
        Assert.NotEmpty(Send(new string('x', 50_000)));
        Assert.Equal(2048, _requests[0].Body.Length);
    }

    [Fact]
    public void Answer_ChunkedBody_EndsAtTheLastChunk()
    {
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"));
        Assert.Empty(Send("3\r\n000\r\n00"));
        Assert.Empty(Send("0\r"));
        Assert.NotEmpty(Send("\n\r\n"));
    }

    [Fact]
    public void Answer_EndlessHeader_IsRefused()
    {
        var answer = Send("GET / HTTP/1.1\r\nA: " + new string('a', 10_000));

        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
        Assert.True(_dialogue.Close);
    }

    [Fact]
    public void Answer_OldVersion_Closes()
    {
        Send("GET / HTTP/1.0\n\n");

        Assert.True(_dialogue.Close);
    }

    [Fact]
    public void Answer_Connect_GivesWayToWhatFollows()
    {
        Assert.StartsWith("HTTP/1.1 200", Send("CONNECT pool:3333 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.True(_dialogue.IsOver);
    }

    [Fact]
    public void Answer_Head_HasNoBody() => Assert.EndsWith("\r\n\r\n", Send("HEAD / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);

    // The key and its answer are those of RFC 6455, section 1.3.
    [Fact]
    public void Answer_WebSocket_IsOpenedAndItsCallsAreAnswered()
    {
        var opened = Send("GET /proxy HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        byte[] login = WebSocketFrames.Masked("""{"id":1,"method":"login","params":{"login":"w","pass":"x"}}""");
        var nothing = _dialogue.Answer(login.AsSpan(0, 5));
        var answer = _dialogue.Answer([.. login.AsSpan(5), .. WebSocketFrames.Masked("hi", 9)]);
        var closed = _dialogue.Answer(WebSocketFrames.Masked("", 8));

        Assert.Equal("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n", opened);
        Assert.Empty(nothing);
        Assert.Equal((0x81, 126), (answer[0], answer[1]));
        Assert.Contains("\"job_id\"", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        Assert.Equal([0x8A, 2, (byte)'h', (byte)'i'], answer[^4..]);
        Assert.Equal([0x88, 0], closed);
        Assert.True(_dialogue.Close);
    }

    [Fact]
    public void Answer_FramesOfAWebSocketTooLongOrTooMany_AreBounded()
    {
        Send("GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n");

        Assert.Empty(_dialogue.Answer([0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4]));
        Assert.Empty(_dialogue.Answer(new byte[65_536]));
        Assert.NotEmpty(_dialogue.Answer(WebSocketFrames.Masked("x", 9)));
        Assert.InRange(_dialogue.Answer([.. Enumerable.Range(0, 10_000).SelectMany(_ => WebSocketFrames.Masked("x", 9))]).Length, 1, 40_000);
    }

    private string Send(string text) => Encoding.Latin1.GetString(_dialogue.Answer(Encoding.Latin1.GetBytes(text)));
}
