using System.Net;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Web.Tests.Pages;

/// <summary>An image's name is typed, and a scan begins; or it is said why not.</summary>
public sealed class HomeTests : IAsyncLifetime
{
    private TestWeb _web = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _web = await TestWeb.StartAsync(Token);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Get_NothingScanned_SaysSoAndAsksForAnImage()
    {
        var html = await _web.Client.GetStringAsync(new Uri("/", UriKind.Relative), Token);

        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("Nothing was scanned yet.", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"image\">Image</label>", html, StringComparison.Ordinal);
        Assert.Contains("1 running, 3 waiting", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Image_IsSubmittedAsAChatWouldAndLeadsToItsScan()
    {
        using var answer = await SendAsync(("Image", " redis:7 "), ("Platform", "LINUX/ARM64"), ("Anew", "true"), ("WithoutSandbox", "true"));

        Assert.Equal((HttpStatusCode.Redirect, "/scans/scan000501"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        var request = Assert.Single(_web.Scans.Submitted);
        Assert.Equal(("docker.io/library/redis:7", "linux/arm64", "web"), (request.Reference.ToString(), request.Platform?.ToString(), request.RequestedBy));
        Assert.Equal(new ScanOptions { Force = true, Sandbox = false }, request.Options);
        Assert.Equal(ScanPriority.Person, request.Priority);
        var kept = Assert.Single(_web.Audit.Kept);
        Assert.Equal(("web", "local", "scan", "completed", "redis:7 --platform linux/arm64 --force --no-sandbox", "scan000501"), (kept.Platform, kept.User, kept.Command, kept.Outcome, kept.Subject, kept.Scan));
    }

    [Theory]
    [InlineData("", "", "No image given; type for example redis:7.")]
    [InlineData("https://redis", "", "An image reference has no scheme; did you mean redis?")]
    [InlineData("redis:7", "arm", "&#x27;arm&#x27; is not a platform; write os/architecture, e.g. linux/arm64.")]
    public async Task Post_NoImage_IsRefusedInTheWordsOfAChatAndShownAgain(string image, string platform, string expected)
    {
        using var answer = await SendAsync(("Image", image), ("Platform", platform));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(Token);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{(platform.Length > 0 ? platform : image)}\"", html, StringComparison.Ordinal);
        Assert.Empty(_web.Scans.Submitted);
        Assert.Equal(("rejected", string.Empty), (Assert.Single(_web.Audit.Kept).Outcome, _web.Audit.Kept[0].Subject));
    }

    [Theory]
    [InlineData(" <script>alert(1)</script>")]
    [InlineData("\" autofocus onfocus=\"alert(1)")]
    public async Task Post_Markup_ComesBackAsText(string image)
    {
        using var answer = await SendAsync(("Image", image));

        var html = await answer.Content.ReadAsStringAsync(Token);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onfocus=\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithoutTheFormsToken_DoesNothing()
    {
        using var content = new FormUrlEncodedContent([new("Image", "redis:7")]);
        using var answer = await _web.Client.PostAsync(new Uri("/", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was done.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(_web.Scans.Submitted);
    }

    [Fact]
    public async Task Post_TooLarge_DoesNothing()
    {
        using var content = new FormUrlEncodedContent([new("Image", new string('a', 100_000))]);
        using var answer = await _web.Client.PostAsync(new Uri("/", UriKind.Relative), content, Token);

        Assert.True(answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
        Assert.Empty(_web.Scans.Submitted);
    }

    [Fact]
    public async Task Post_TooOften_IsRefusedAndAudited()
    {
        // A slow machine gets some back meanwhile, so it is not always the 21st.
        var (taken, refused) = (0, string.Empty);
        while (refused.Length == 0 && taken < 200)
        {
            using var answer = await SendAsync(("Image", "redis:7"));
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? await answer.Content.ReadAsStringAsync(Token) : string.Empty;
            taken += refused.Length == 0 ? 1 : 0;
        }

        Assert.InRange(taken, 20, 199);
        Assert.Contains("That was too many scans within a minute.", refused, StringComparison.Ordinal);
        Assert.Equal(taken, _web.Scans.Submitted.Count);
        Assert.Equal("refused", _web.Audit.Kept[^1].Outcome);
    }

    [Fact]
    public async Task Get_StoreBroke_IsAPageThatSaysIt()
    {
        _web.Scans.Broken = new EngineException(new ScanFailure(FailureKind.DiskFull, "the disk is <full>"));

        using var answer = await _web.Client.GetAsync(new Uri("/", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("the disk is &lt;full&gt;", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.8", "ko")]
    [InlineData("fr;q=0.9, ko;q=0.5, en;q=0.7", "en")]
    [InlineData("fr", "en")]
    [InlineData("*", "en")]
    [InlineData("ko;q=0", "en")]
    [InlineData(";;;,,q=", "en")]
    public async Task Get_AcceptLanguage_ChoosesTheLanguage(string header, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Language", header);
        using var answer = await _web.Client.SendAsync(request, Token);

        Assert.Contains($"<html lang=\"{expected}\">", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scans?q=a", "/scans?q=a")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nX: y", "/")]
    [InlineData("", "/")]
    public async Task Language_Chosen_IsKeptAndGoesBackWithinThisListener(string back, string expected)
    {
        using var answer = await _web.Client.GetAsync(new Uri($"/language/ko?back={Uri.EscapeDataString(back)}", UriKind.Relative), Token);
        var html = await _web.Client.GetStringAsync(new Uri("/", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.Redirect, expected), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains("<html lang=\"ko\">", html, StringComparison.Ordinal);
        Assert.Contains("어떤 이미지를 검사할까요?", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnyPage_AllowsNoScriptStyleOrRequestButItsOwn()
    {
        _web.Scans.Keep(SampleScans.Vulnerable());
        foreach (var path in (string[])["/", "/scans", "/scans/k3x9q2m7w4", "/scans/nosuchscan", "/watches", "/status"])
        {
            using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
            var html = await answer.Content.ReadAsStringAsync(Token);

            Assert.Equal(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        }
    }

    private Task<HttpResponseMessage> SendAsync(params (string Name, string Value)[] fields) => Form.SendAsync(_web.Client, "/", "/", Token, fields);
}
