using System.Net;
using DockerScan.TestKit.Builders;

namespace DockerScan.Host.Tests.Web;

public sealed class HostGuardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("evil.example", "GET", "/", 421)]
    [InlineData("evil.example", "GET", "/reports/{0}", 421)]
    [InlineData("evil.example", "GET", "/reports/{0}/report.json", 421)]
    [InlineData("evil.example", "GET", "/nothing", 421)]
    [InlineData("evil.example", "GET", "/signed", 421)]
    [InlineData("evil.example", "POST", "/signed", 200)]
    [InlineData("evil.example", "POST", "/signed/more", 421)]
    [InlineData("localhost", "GET", "/reports/{0}", 200)]
    [InlineData("127.0.0.1", "GET", "/reports/{0}", 200)]
    public async Task Request_UnderAName_IsAnsweredOnlyUnderOurs(string host, string method, string path, int expected)
    {
        await using var app = await ServedApp.StartAsync(Token);
        var scan = SampleScans.Clean();
        await app.KeepAsync(scan, Token);

        using var answer = await SendAsync(app, host, method, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, scan.Id));

        Assert.Equal((HttpStatusCode)expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("localhost", true)]
    public async Task Health_UnderAName_SaysDetailsOnlyUnderOurs(string host, bool hasParts)
    {
        await using var app = await ServedApp.StartAsync(Token);
        string body;
        do
        {
            using var answer = await SendAsync(app, host, "GET", "/healthz");
            body = await answer.Content.ReadAsStringAsync(Token);
        }
        while (body.Contains("starting", StringComparison.Ordinal));

        Assert.Contains("\"status\"", body, StringComparison.Ordinal);
        Assert.Equal(hasParts, body.Contains("parts", StringComparison.Ordinal));
        Assert.Equal(hasParts, body.Contains('/'));
    }

    private static async Task<HttpResponseMessage> SendAsync(ServedApp app, string host, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        return await app.Client.SendAsync(request, Token);
    }
}
