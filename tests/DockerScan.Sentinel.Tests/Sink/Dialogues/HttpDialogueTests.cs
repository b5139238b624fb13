using System.Text;
using DockerScan.Sentinel.Sink.Dialogues;

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

    private string Send(string text) => Encoding.Latin1.GetString(_dialogue.Answer(Encoding.Latin1.GetBytes(text)));
}
