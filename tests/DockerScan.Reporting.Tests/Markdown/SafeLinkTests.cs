using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class SafeLinkTests
{
    [Theory]
    [InlineData("https://nvd.nist.gov/vuln/detail/CVE-2024-1", "https://nvd.nist.gov/vuln/detail/CVE-2024-1")]
    [InlineData("http://a.example:8080/x?a=1&b=2#c", "http://a.example:8080/x?a=1&b=2#c")]
    [InlineData("HTTPS://A.Example", "https://a.example/")]
    [InlineData("https://a.example/(x)[y]*'", "https://a.example/%28x%29%5By%5D%2A%27")]
    [InlineData("https://192.0.2.1/x", "https://192.0.2.1/x")]
    [InlineData("https://한글.example/", "https://xn--bj0bj06e.example/")]
    public void Normalize_WebAddress_IsEncoded(string text, string expected)
    {
        var url = SafeLink.Normalize(text);

        Assert.Equal(expected, url);
        Assert.True(SafeLink.IsNormal(url));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://a.example/")]
    [InlineData("//a.example/")]
    [InlineData("/a")]
    [InlineData("https:a.example")]
    [InlineData("https://")]
    [InlineData("https://user:password@a.example/")]
    [InlineData("https://good.example@evil.example/")]
    [InlineData("https://a.example/\\x")]
    [InlineData("https://a.example/ x")]
    [InlineData("https://a.example/\"onclick=")]
    [InlineData("https://a.example/<b>")]
    [InlineData("https://[::1]/")]
    public void Normalize_AnythingElse_IsRefused(string? text) => Assert.Null(SafeLink.Normalize(text));

    [Fact]
    public void Normalize_TooLong_IsRefused() => Assert.Null(SafeLink.Normalize("https://a.example/" + new string('x', 1024)));
}
