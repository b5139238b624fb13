using System.Net;
using DockerScan.Core.Stores;

namespace DockerScan.Web.Tests.Pages;

/// <summary>Findings over all images, what is accepted, and the record: empty, full, hostile, and at odd pages.</summary>
public sealed class LookupPagesTests : IAsyncLifetime
{
    private TestWeb _web = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _web = await TestWeb.StartAsync(Token);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Theory]
    [InlineData("/findings", "CVE, rule or package")]
    [InlineData("/findings?q=CVE-2026-1", "It is in no result that is kept")]
    [InlineData("/accepted", "Nothing is accepted")]
    [InlineData("/accepted?all=1", "only those in force")]
    [InlineData("/audit", "Nobody has asked for anything yet")]
    public async Task Get_Nothing_SaysSo(string path, string expected) => Assert.Contains(expected, await GetAsync(path), StringComparison.Ordinal);

    [Theory]
    [InlineData("/audit?p=-1")]
    [InlineData("/audit?p=999999999")]
    [InlineData("/accepted?p=0")]
    [InlineData("/accepted?p=2147483647")]
    [InlineData("/findings?p=-3&q=x")]
    [InlineData("/findings?p=2147483647&q=x")]
    public async Task Get_OddPage_IsAnswered(string path)
    {
        using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Findings_VeryLongText_IsCut()
        => Assert.DoesNotContain($"value=\"{new string('x', 301)}", await GetAsync($"/findings?q={new string('x', 4_000)}"), StringComparison.Ordinal);

    [Fact]
    public async Task Audit_HostileRecord_IsOnlyText()
    {
        for (var number = 0; number < 120; number++)
        {
            _web.Audit.Kept.Add(new AuditedCommand(
                DateTimeOffset.UnixEpoch.AddMinutes(number), "slack", "<img src=x>", "<b>U1</b>", "scan", "refused", "<script>", 12) { Subject = "<svg onload=x>", Scan = "\"><script>", Count = 3 });
        }

        var html = await GetAsync("/audit?p=2");

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg onload", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("refused ×3", html, StringComparison.Ordinal);
        Assert.Contains("/audit?p=3", html, StringComparison.Ordinal);
    }

    private Task<string> GetAsync(string path) => _web.Client.GetStringAsync(new Uri(path, UriKind.Relative), Token);
}
