using System.Net;
using DockerScan.Core;
using DockerScan.Host.Composition;
using DockerScan.Host.Web;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Tests.Web;

/// <summary>Who has to sign in, and with what.</summary>
public sealed class WebAccessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-access-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("127.0.0.1:8080", "", "", false)]
    [InlineData("[::1]:8080", "", "", false)]
    [InlineData("0.0.0.0:8080", "", "", true)]
    [InlineData("[::]:8080", "", "", true)]
    [InlineData("192.0.2.7:8080", "", "", true)]
    [InlineData("127.0.0.1:8080", "https://scan.example", "", true)]
    [InlineData("127.0.0.1:8080", "", "scan.example", true)]
    [InlineData("nonsense", "", "", true)]
    public void IsLoginRequired_UnlessThisMachineAlone_IsTrue(string listen, string publicUrl, string host, bool expected)
    {
        var access = Access(new WebOptions { Listen = listen, PublicUrl = publicUrl, Hosts = host.Length > 0 ? [host] : [] });

        Assert.Equal(expected, access.IsLoginRequired);
        Assert.Equal(publicUrl.Length > 0, access.IsHttps);
        Assert.Equal(expected, access.Require() is not null);
        Assert.Equal(expected, File.Exists(Path.Combine(_folder.FullName, "keys", "web-token")));
    }

    [Fact]
    public void Require_AtTheFirstStart_SaysATokenOf256BitsOnce()
    {
        var options = new WebOptions { Listen = "0.0.0.0:8080" };
        var first = Access(options).Require();

        Assert.NotNull(first);
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(first).Length);
        Assert.Null(Access(options).Require());
        Assert.Equal(first, Access(options).Token);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "keys", "web-token")));
    }

    [Fact]
    public void Require_TokenThatOthersCanRead_RefusesTheStart()
    {
        var options = new WebOptions { Listen = "0.0.0.0:8080" };
        _ = Access(options).Require();
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "keys", "web-token"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Throws<EngineException>(Access(options).Require);
    }

    [Fact]
    public void KeysFolder_WithTheOneAroundIt_IsItsOwnersAlone()
    {
        var folder = Access(new WebOptions()).KeysFolder;

        Assert.All((string[])[folder, Path.GetDirectoryName(folder)!], each => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(each)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/reports/k3x9q2m7w4")]
    [InlineData("/reports/k3x9q2m7w4/report.json")]
    [InlineData("/scans/k3x9q2m7w4/report.html")]
    [InlineData("/scans/k3x9q2m7w4/report.json")]
    public async Task Get_ListenerThatOthersReach_AsksForTheToken(string path)
    {
        await using var app = await ServedApp.StartAsync(Token, """, "Web": { "Hosts": [ "scan.example" ] }""");
        await app.KeepAsync(SampleScans.Vulnerable(), Token);

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        using var health = await app.Client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal("/login", answer.RequestMessage?.RequestUri?.AbsolutePath);
        Assert.DoesNotContain("redis", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.NotEqual("/login", health.RequestMessage?.RequestUri?.AbsolutePath);
    }

    [Theory]
    [InlineData("/scans/k3x9q2m7w4/report.html?lang=ko", "text/html", "lang=\"ko\"")]
    [InlineData("/scans/k3x9q2m7w4/report.md?lang=ko&download=1", "text/markdown", "판정")]
    [InlineData("/scans/k3x9q2m7w4/report.json?download=1", "application/json", "redis")]
    public async Task Get_DownloadOfThisMachine_IsTheReport(string path, string type, string expected)
    {
        await using var app = await ServedApp.StartAsync(Token);
        await app.KeepAsync(SampleScans.Vulnerable(), Token);

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(path.Contains("download", StringComparison.Ordinal), answer.Content.Headers.ContentDisposition?.DispositionType == "attachment");
    }

    private WebAccess Access(WebOptions options) => new(new DataFolder(_folder.FullName), Options.Create(options));
}
