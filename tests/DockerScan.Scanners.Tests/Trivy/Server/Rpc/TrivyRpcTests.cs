using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Server.Rpc;

/// <summary>Whatever a server does but answer is an exception of one kind, in bounded time and memory, and holds none of its text.</summary>
public sealed class TrivyRpcTests : IDisposable
{
    private const string Secret = "what it said";

    private readonly FakeTimeProvider _time = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TrivyRpc _rpc;

    public TrivyRpcTests()
    {
        _rpc = new TrivyRpc(_time);
        _listener.Start();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Fact]
    public async Task ScanAsync_Answer_IsReadAndTheTokenWentWithTheQuestion()
    {
        var asked = AnswerAsync(Http("200 OK", """{"os":{"family":"debian"},"results":[{"class":"os-pkgs"}]}"""));

        var answer = await ScanAsync();

        Assert.Equal("debian", answer.Os?.Family);
        Assert.Equal("os-pkgs", Assert.Single(answer.Results!).Class);
        var request = await asked;
        Assert.StartsWith("POST /twirp/trivy.scanner.v1.Scanner/Scan ", request, StringComparison.Ordinal);
        Assert.Contains("Trivy-Token: the-token", request, StringComparison.Ordinal);
        // One name alone finds nothing with half of all releases, and says so with 200.
        Assert.Contains("\"vuln_type\":[\"os\",\"library\"]", request, StringComparison.Ordinal);
        Assert.Contains("\"pkg_types\":[\"os\",\"library\"]", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500 Internal Server Error", """{"code":"internal","msg":"no space left on device, what it said"}""", "it answered with 500")]
    [InlineData("401 Unauthorized", "what it said", "it answered with 401")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/", "", "it answered with 302")]
    [InlineData("200 OK", "what it said", "its answer is not of the form that is known")]
    [InlineData("200 OK", """{"results":"what it said"}""", "its answer is not of the form that is known")]
    [InlineData("200 OK", "null", "its answer is empty")]
    public async Task ScanAsync_AnswerThatIsNone_IsNamedWithoutItsText(string status, string body, string problem)
    {
        var asked = AnswerAsync(Http(status, body));

        var failure = await Assert.ThrowsAsync<TrivyRpcException>(ScanAsync);

        Assert.Equal(problem, failure.Message);
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
        // It is there: another one would say the same.
        Assert.False(failure.IsAway);
        await asked;
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{\"results\":[")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"res\r\n")]
    public async Task ScanAsync_ServerEndsInMidAnswer_IsAway(string begun)
    {
        var asked = AnswerAsync(begun);

        var failure = await Assert.ThrowsAsync<TrivyRpcException>(ScanAsync);

        Assert.True(failure.IsAway);
        await asked;
    }

    [Fact]
    public async Task ScanAsync_NobodyListens_IsAway()
    {
        _listener.Stop();
        var port = Free();

        var failure = await Assert.ThrowsAsync<TrivyRpcException>(() => _rpc.ScanAsync(State(port), Question, Stop));

        Assert.True(failure.IsAway);
    }

    [Fact]
    public async Task ScanAsync_Silence_IsAwayAfterTenSeconds()
    {
        var accepted = _listener.AcceptTcpClientAsync(Stop);
        var answer = ScanAsync();
        using var client = await accepted;
        await ReadRequestAsync(client.GetStream());
        Assert.False(answer.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True((await Assert.ThrowsAsync<TrivyRpcException>(() => answer)).IsAway);
    }

    [Fact]
    public async Task ScanAsync_Cancelled_IsCancelledAndNoFaultOfTheServer()
    {
        using var stop = new CancellationTokenSource();
        var accepted = _listener.AcceptTcpClientAsync(Stop);
        var answer = _rpc.ScanAsync(State(Port), Question, stop.Token);
        using var client = await accepted;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Theory]
    [InlineData("200 OK", "ok", true)]
    [InlineData("200 OK", "ok\n", true)]
    [InlineData("200 OK", "okay", false)]
    [InlineData("503 Service Unavailable", "ok", false)]
    public async Task IsHealthyAsync_WhatItSays_IsBelievedOnlyWhenItIsOk(string status, string body, bool expected)
    {
        var asked = AnswerAsync(Http(status, body));

        Assert.Equal(expected, await _rpc.IsHealthyAsync(Port, Stop));
        Assert.DoesNotContain("token", await asked, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task IsHealthyAsync_AnswerWithoutEnd_IsCut()
    {
        var asked = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + new string('o', 5000));

        Assert.False(await _rpc.IsHealthyAsync(Port, Stop));
        await asked;
    }

    public void Dispose()
    {
        _rpc.Dispose();
        _listener.Dispose();
    }

    private static RpcScan Question => new("image", "blob", ["blob"], new RpcScanOptions());

    private Task<RpcScanAnswer> ScanAsync() => _rpc.ScanAsync(State(Port), Question, Stop);

    private static string Http(string status, string body)
        => string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The request, once the answer was sent and the connection closed.
    private async Task<string> AnswerAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync(Stop);
        await using var stream = client.GetStream();
        var request = await ReadRequestAsync(stream);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), Stop);
        }
        catch (IOException)
        {
            // Whoever asked had enough.
            return request;
        }

        return request;
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int read;
        while (!IsWhole(text.ToString()) && (read = await stream.ReadAsync(buffer, Stop)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        if (request.IndexOf("\r\n\r\n", StringComparison.Ordinal) is not (>= 0 and var end))
        {
            return false;
        }

        const string Name = "Content-Length: ";
        var at = request.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 || request.Length - end - 4 >= int.Parse(request[(at + Name.Length)..request.IndexOf('\r', at)], CultureInfo.InvariantCulture);
    }

    private static TrivyServerState State(int port) => new()
    {
        Form = TrivyServerState.CurrentForm,
        Id = "one",
        ProcessId = 1,
        ProcessStart = 1,
        Port = port,
        Token = "the-token",
        Folder = "/none",
        ToolPath = "/trivy",
        ToolLength = 1,
        ToolWrittenTicks = 1,
        Source = new DatabaseSource("/none", 1, 1, 1),
        CopyLength = 1,
        CopyWrittenTicks = 1,
    };
}
