using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Host.Tests.Web;

/// <summary><c>/report</c> from a chat to the page, as the program is composed: as a file in the thread, or by a link that the listener opens.</summary>
public sealed partial class ReportInChatTests : IAsyncLifetime
{
    private const string Public = """, "Web": { "PublicUrl": "https://scan.example" }""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly LoopbackSlack _slack = LoopbackSlack.Start();
    private readonly LoopbackDiscord _discord = LoopbackDiscord.Start();
    private readonly ScanResult _scan = SampleScans.Vulnerable();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        await _discord.DisposeAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task SlackReport_WithoutAPublicAddress_LiesInTheThreadAsAWholePage(string language)
    {
        await using var app = await StartAsync(SlackSection(language));

        await AskSlackAsync();
        await _slack.WaitForCallAsync(call => call is { Method: "files.completeUploadExternal", Succeeded: true }, Token).WaitAsync(Limit, Token);

        var card = _slack.Calls.Single(call => call.Method == "chat.postMessage");
        var file = Assert.Single(_slack.Files);
        Assert.Equal(($"dockerscan-{_scan.Id}.html", card.Answer["ts"]!.ToString()), (file.Name, file.Thread));
        AssertPage(file.Content, language);
        AssertNoPath(app, card.Arguments);
        Assert.Empty(Directory.EnumerateFileSystemEntries(app.Reports));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task DiscordReport_WithoutAPublicAddress_LiesAtTheAnswerAsAWholePage(string language)
    {
        await using var app = await StartAsync(DiscordSection(language));

        await AskDiscordAsync();
        await _discord.WaitForCallAsync(call => call is { Name: "edit original", Status: 200 }, Token).WaitAsync(Limit, Token);

        var answer = Assert.Single(_discord.Messages);
        var file = Assert.Single(_discord.FilesOf(answer["id"]!.ToString()));
        Assert.Equal($"dockerscan-{_scan.Id}.html", file.Name);
        AssertPage(Encoding.UTF8.GetString(file.Content.Span), language);
        AssertNoPath(app, answer);
        Assert.Empty(Directory.EnumerateFileSystemEntries(app.Reports));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task SlackReport_WithAPublicAddress_IsALinkThatOpensAndEnds(string language)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await StartAsync(SlackSection(language) + Public, time);

        await AskSlackAsync();
        var card = await _slack.WaitForCallAsync(call => call.Method == "chat.postMessage", Token).WaitAsync(Limit, Token);

        Assert.Empty(_slack.Files);
        await AssertOpensAndEndsAsync(app, Address().Match(card.Arguments.ToJsonString()).Value, language, time);
        AssertNoPath(app, card.Arguments);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task DiscordReport_WithAPublicAddress_IsALinkThatOpensAndEnds(string language)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await StartAsync(DiscordSection(language) + Public, time);

        await AskDiscordAsync();
        await _discord.WaitForCallAsync(call => call is { Name: "edit original", Status: 200 }, Token).WaitAsync(Limit, Token);

        var answer = Assert.Single(_discord.Messages);
        Assert.Empty(_discord.FilesOf(answer["id"]!.ToString()));
        await AssertOpensAndEndsAsync(app, Address().Match(answer.ToJsonString()).Value, language, time);
        AssertNoPath(app, answer);
    }

    [Fact]
    public async Task SlackReport_KeyIsUnusable_LiesInTheThreadAndNoPathIsTold()
    {
        await using var app = await StartAsync(SlackSection("en") + Public);
        var key = Path.Combine(app.Data, "keys", "report-links");
        Directory.CreateDirectory(key);

        await AskSlackAsync();
        await _slack.WaitForCallAsync(call => call is { Method: "files.completeUploadExternal", Succeeded: true }, Token).WaitAsync(Limit, Token);

        Assert.Single(_slack.Files);
        AssertNoPath(app, _slack.Calls.Single(call => call.Method == "chat.postMessage").Arguments);
    }

    private static void AssertPage(string page, string language)
    {
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
    }

    private static void AssertNoPath(ServedApp app, JsonNode said) => Assert.DoesNotContain(app.Data, said.ToJsonString(), StringComparison.Ordinal);

    private static async Task AssertOpensAndEndsAsync(ServedApp app, string address, string language, FakeTimeProvider time)
    {
        var link = new Uri(Regex.Unescape(address));
        using (var opened = await GetAsync(app, link))
        {
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
            AssertPage(await opened.Content.ReadAsStringAsync(Token), language);
        }

        time.Advance(TimeSpan.FromDays(30));
        using var over = await GetAsync(app, link);
        Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(ServedApp app, Uri link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link.PathAndQuery);
        request.Headers.Host = link.Host;
        return await app.Client.SendAsync(request, Token);
    }

    private async Task<ServedApp> StartAsync(string sections, TimeProvider? time = null)
    {
        var app = await ServedApp.StartAsync(Token, sections, time);
        await app.KeepAsync(_scan, Token);
        return app;
    }

    private async Task AskSlackAsync()
    {
        await _slack.WaitForConnectionsAsync(1, 1, Token).WaitAsync(Limit, Token);
        await _slack.SendCommandAsync("/report", _scan.Id.Value, Token).WaitAsync(Limit, Token);
    }

    private async Task AskDiscordAsync()
    {
        await _discord.WaitForSessionsAsync(1, 0, Token).WaitAsync(Limit, Token);
        await _discord.SendCommandAsync("report", [new JsonObject { ["name"] = "scan", ["type"] = 3, ["value"] = _scan.Id.Value }]);
    }

    private string SlackSection(string language) => $$"""
        , "Chat": { "Language": "{{language}}" }, "Slack": { "Enabled": true, "BotToken": "{{LoopbackSlack.BotToken}}", "AppToken": "{{LoopbackSlack.AppToken}}",
        "ApiUrl": "{{_slack.Api}}", "Connections": 1, "Access": { "Places": [ "{{LoopbackSlack.Team}}" ] } }
        """;

    private string DiscordSection(string language) => $$"""
        , "Chat": { "Language": "{{language}}" }, "Discord": { "Enabled": true, "BotToken": "{{LoopbackDiscord.BotToken}}",
        "ApiUrl": "{{_discord.Api}}", "Access": { "Places": [ "{{LoopbackDiscord.Guild}}" ] } }
        """;

    [GeneratedRegex(@"https://scan\.example/reports/[^""\\)]+(?:\\u0026[^""\\)]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
