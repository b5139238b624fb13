using System.Net;
using DockerScan.TestKit.Builders;

namespace DockerScan.Web.Tests.Auth;

/// <summary>Where a token is asked for, nothing is had without it.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private const string Secret = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";
    private TestWeb _web = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Token, Secret);
        _web.Scans.Keep(SampleScans.Clean());
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/scans")]
    [InlineData("/scans/k3x9q2m7w4")]
    [InlineData("/scans/k3x9q2m7w4?handler=Progress")]
    [InlineData("/scans/k3x9q2m7w4/events")]
    [InlineData("/watches")]
    [InlineData("/status")]
    [InlineData("/compare")]
    [InlineData("/nothing")]
    public async Task Get_WithoutTheToken_LeadsToTheLoginAndSaysNothing(string path)
    {
        using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login", answer.Headers.Location?.AbsolutePath);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/scans/k3x9q2m7w4?handler=Again")]
    [InlineData("/scans/k3x9q2m7w4?handler=Cancel")]
    public async Task Post_WithoutTheToken_DoesNothing(string path)
    {
        using var content = new FormUrlEncodedContent([new("Image", "redis:7")]);
        using var answer = await _web.Client.PostAsync(new Uri(path, UriKind.Relative), content, Token);

        Assert.Equal("/login", answer.Headers.Location?.AbsolutePath);
        Assert.Empty(_web.Scans.Submitted);
    }

    [Fact]
    public async Task Login_Token_OpensThePagesUntilTheSignOut()
    {
        using var answer = await SignInAsync(_web.Client, Secret);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(each => each.StartsWith("dockerscan.session=", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Redirect, "/scans?q=a"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, cookie, StringComparison.Ordinal);

        Assert.Contains("Sign out", await _web.Client.GetStringAsync(new Uri("/scans", UriKind.Relative), Token), StringComparison.Ordinal);
        using var left = await Form.SendAsync(_web.Client, "/", "/login?handler=Out", Token);
        using var after = await _web.Client.GetAsync(new Uri("/scans", UriKind.Relative), Token);

        Assert.Equal("/login", after.Headers.Location?.AbsolutePath);
        Assert.Equal(["login completed", "logout completed"], _web.Audit.Kept.Select(each => $"{each.Command} {each.Outcome}"));
    }

    [Fact]
    public async Task Login_AnotherTokenSince_EndsTheSession()
    {
        using var answer = await SignInAsync(_web.Client, Secret);
        _web.Access.Current = Secret + "2";

        using var after = await _web.Client.GetAsync(new Uri("/scans", UriKind.Relative), Token);

        Assert.Equal("/login", after.Headers.Location?.AbsolutePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCd")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789-_abcde")]
    [InlineData("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdEX")]
    public async Task Login_AnotherText_IsRefusedAuditedAndNotShown(string typed)
    {
        using var answer = await SignInAsync(_web.Client, typed);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie") && answer.Headers.GetValues("Set-Cookie").Any(each => each.StartsWith("dockerscan.session", StringComparison.Ordinal)));
        var html = await answer.Content.ReadAsStringAsync(Token);
        Assert.Contains("That is not the token.", html, StringComparison.Ordinal);
        Assert.True(typed.Length == 0 || !html.Contains(typed, StringComparison.Ordinal));
        Assert.Equal(("login", "refused", string.Empty), (_web.Audit.Kept[0].Command, _web.Audit.Kept[0].Outcome, _web.Audit.Kept[0].Subject));
    }

    [Fact]
    public async Task Login_TooManyTries_IsRefused()
    {
        // A slow machine gets some tries back meanwhile, so it is not always the 11th.
        var (tried, isRefused) = (0, false);
        while (!isRefused && tried < 200)
        {
            using var wrong = await SignInAsync(_web.Client, "wrong");
            isRefused = wrong.StatusCode == HttpStatusCode.TooManyRequests;
            tried += isRefused ? 0 : 1;
        }

        Assert.InRange(tried, 10, 199);
        Assert.True(isRefused);
        Assert.Contains(_web.Audit.Kept, kept => kept is { Command: "login", Outcome: "refused" });
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    public async Task Login_BackToElsewhere_GoesToTheFirstPage(string back)
    {
        using var answer = await Form.SendAsync(_web.Client, "/login", "/login", Token, ("Token", Secret), ("back", back));

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Login_ForgedCookie_IsNoSession()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scans");
        request.Headers.Add("Cookie", "dockerscan.session=CfDJ8AAAA");
        using var answer = await _web.Client.SendAsync(request, Token);

        Assert.Equal("/login", answer.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task Assets_WithoutTheToken_AreThere()
    {
        using var style = await _web.Client.GetAsync(new Uri("/assets/site.css", UriKind.Relative), Token);
        using var none = await _web.Client.GetAsync(new Uri("/assets/..%2fsecret", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, "text/css"), (style.StatusCode, style.Content.Headers.ContentType?.MediaType));
        Assert.NotEqual(HttpStatusCode.OK, none.StatusCode);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string token)
        => Form.SendAsync(client, "/login?back=%2Fscans%3Fq%3Da", "/login", Token, ("Token", token), ("back", "/scans?q=a"));
}
