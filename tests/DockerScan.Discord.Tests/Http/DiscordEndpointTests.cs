using System.Text;
using System.Text.Json.Nodes;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Requests;
using DockerScan.Discord.Http;
using Microsoft.Extensions.Time.Testing;
using NSec.Cryptography;

namespace DockerScan.Discord.Tests.Http;

public sealed class DiscordEndpointTests
{
    private const long Now = 1_700_000_000;

    // RFC 8032, section 7.1, test 1; the signature is over 1700000000{"type":1}.
    private const string Secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private const string PingSignature = "1695961a47c91a1ec033b819b7e87e3dbc583dd0cee6d1fd0216f58ac87b6228ae531ddbf91fb7bc28d7edf7f08604da16f54624f38a6bc0614e4dc13cd47f0f";
    private const string Ping = """{"type":1}""";

    [Fact]
    public void Verify_PublishedVector_Holds()
    {
        var key = new Ed25519Key(DiscordHarness.PublicKey);

        Assert.True(key.Verify(PingSignature, "1700000000", Encoding.UTF8.GetBytes(Ping)));
        Assert.False(key.Verify(PingSignature, "1700000001", Encoding.UTF8.GetBytes(Ping)));
        Assert.False(key.Verify(PingSignature, "1700000000", """{"type":2}"""u8));
        Assert.False(key.Verify(PingSignature[2..], "1700000000", Encoding.UTF8.GetBytes(Ping)));
    }

    [Fact]
    public async Task Handle_SignedPing_IsAnswered()
    {
        await using var harness = Harness();

        var answer = await SendAsync(harness, Ping, PingSignature);

        Assert.Equal((200, Ping), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span)));
    }

    [Theory]
    [InlineData(null, "1700000000")]
    [InlineData("00", "1700000000")]
    [InlineData(PingSignature, null)]
    [InlineData(PingSignature, "1700000001")]
    [InlineData(PingSignature, "1700000000x")]
    [InlineData("zz95961a47c91a1ec033b819b7e87e3dbc583dd0cee6d1fd0216f58ac87b6228ae531ddbf91fb7bc28d7edf7f08604da16f54624f38a6bc0614e4dc13cd47f0f", "1700000000")]
    public async Task Handle_Forged_Is401AndRunsNothing(string? signature, string? timestamp)
    {
        await using var harness = Harness();

        var answer = await SendAsync(harness, Ping, signature, timestamp);

        Assert.Equal(401, answer.Status);
        Assert.Equal(0, harness.Command.Runs);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Handle_SignedAtAnotherTime_Is401(long offset)
    {
        await using var harness = Harness();
        var timestamp = FormattableString.Invariant($"{Now + offset}");

        Assert.Equal(401, (await SendAsync(harness, Ping, Sign(timestamp, Ping), timestamp)).Status);
    }

    [Fact]
    public async Task Handle_Replayed_Is401()
    {
        await using var harness = Harness();

        Assert.Equal(200, (await SendAsync(harness, Ping, PingSignature)).Status);
        Assert.Equal(401, (await SendAsync(harness, Ping, PingSignature)).Status);
        Assert.Equal(401, (await SendAsync(harness, Ping, PingSignature.ToUpperInvariant())).Status);
    }

    [Fact]
    public async Task Handle_Command_IsDeferredInTheAnswerAndRuns()
    {
        await using var harness = new DiscordHarness();
        var interaction = harness.Server.MakeInteraction(2, new JsonObject
        {
            ["id"] = "1", ["name"] = "scan", ["options"] = new JsonArray(new JsonObject { ["name"] = "image", ["value"] = "redis:7" }),
        }).ToJsonString();
        var timestamp = FormattableString.Invariant($"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");

        var answer = await SendAsync(harness, interaction, Sign(timestamp, interaction), timestamp);
        harness.Server.AcknowledgeInAnswer(JsonNode.Parse(interaction)!["token"]!.GetValue<string>());

        Assert.Equal("""{"type":5}""", Encoding.UTF8.GetString(answer.Body.Span));
        await harness.WaitForCardAsync(@"working on redis\:7", "edit original");
        Assert.DoesNotContain(harness.Server.Calls, call => call.Name == "callback");
    }

    [Fact]
    public async Task Handle_CommandOfAStranger_IsRefusedInTheAnswerForThemAlone()
    {
        await using var harness = new DiscordHarness(configure: options => options.Access.Users.Add("999"));
        var interaction = harness.Server.MakeInteraction(2, new JsonObject { ["id"] = "1", ["name"] = "scan" }).ToJsonString();
        var timestamp = FormattableString.Invariant($"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");

        var answer = JsonNode.Parse((await SendAsync(harness, interaction, Sign(timestamp, interaction), timestamp)).Body.Span)!;

        Assert.Equal((4, 64), (answer["type"]!.GetValue<int>(), answer["data"]!["flags"]!.GetValue<int>()));
        Assert.Equal("Not allowed", answer["data"]!["embeds"]![0]!["title"]!.GetValue<string>());
        Assert.Equal(CommandOutcome.Refused, (await harness.Audit.First.WaitAsync(TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(0, harness.Command.Runs);
        Assert.Empty(harness.Server.Calls);
    }

    [Theory]
    [InlineData("""{"type":2}""", 400)]
    [InlineData("""{"type":99,"id":"1"}""", 400)]
    [InlineData("""[]""", 400)]
    [InlineData("""{"type":""", 400)]
    [InlineData("", 400)]
    public async Task Handle_SignedNonsense_IsAClearAnswer(string body, int status)
    {
        await using var harness = Harness();

        Assert.Equal(status, (await SendAsync(harness, body, Sign("1700000000", body))).Status);
    }

    [Fact]
    public async Task Handle_TooLarge_Is413BeforeAnythingIsRead()
    {
        await using var harness = Harness();

        Assert.Equal(413, (await SendAsync(harness, new string('x', (1 << 20) + 1), PingSignature)).Status);
    }

    [Fact]
    public async Task Handle_WrongContentType_Is415()
    {
        await using var harness = Harness();

        Assert.Equal(415, (await SendAsync(harness, Ping, PingSignature, contentType: "text/plain")).Status);
    }

    private static DiscordHarness Harness() => new(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Now)));

    private static string Sign(string timestamp, string body)
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, Convert.FromHexString(Secret), KeyBlobFormat.RawPrivateKey);
        return Convert.ToHexStringLower(SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(timestamp + body)));
    }

    private static Task<ChatHttpResponse> SendAsync(
        DiscordHarness harness, string body, string? signature, string? timestamp = "1700000000", string contentType = "application/json")
        => harness.Endpoint.HandleAsync(
            new ChatHttpRequest
            {
                ContentType = contentType,
                Header = name => name.ToUpperInvariant() switch { "X-SIGNATURE-ED25519" => signature, "X-SIGNATURE-TIMESTAMP" => timestamp, _ => null },
                Body = Encoding.UTF8.GetBytes(body),
            },
            TestContext.Current.CancellationToken);
}
