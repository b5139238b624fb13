using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests.Rest;

public sealed class DiscordRestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DiscordFault.RateLimited)]
    [InlineData(DiscordFault.RateLimitedGlobally)]
    [InlineData(DiscordFault.ServerError)]
    [InlineData(DiscordFault.Broken)]
    public async Task Send_PassingFault_IsTriedAgain(DiscordFault fault)
    {
        await using var harness = new DiscordHarness();
        harness.Server.Fail("application", fault);

        var answer = await harness.Get<DiscordRest>().SendAsync(DiscordRoute.Application, null, Token);

        Assert.Equal(LoopbackDiscord.Application, answer!.Value.GetProperty("id").GetString());
        Assert.Equal(2, harness.Server.Calls.Count(call => call.Name == "application"));
    }

    [Fact]
    public async Task Send_LastingServerError_EndsAfterFourAttempts()
    {
        await using var harness = new DiscordHarness();
        for (var index = 0; index < 9; index++)
        {
            harness.Server.Fail("application", DiscordFault.ServerError);
        }

        var error = await Assert.ThrowsAsync<DiscordException>(() => harness.Get<DiscordRest>().SendAsync(DiscordRoute.Application, null, Token));

        Assert.Equal(DiscordProblem.Unavailable, error.Problem);
        Assert.Equal(4, harness.Server.Calls.Count(call => call.Name == "application"));
    }

    [Fact]
    public async Task Send_TokenRefused_NoFurtherCallIsMade()
    {
        await using var harness = new DiscordHarness();
        harness.Server.Fail("application", DiscordFault.Unauthorized);
        var rest = harness.Get<DiscordRest>();

        await Assert.ThrowsAsync<DiscordException>(() => rest.SendAsync(DiscordRoute.Application, null, Token));
        var error = await Assert.ThrowsAsync<DiscordException>(() => rest.SendAsync(DiscordRoute.Application, null, Token));

        Assert.Equal(DiscordProblem.Unauthorized, error.Problem);
        Assert.Single(harness.Server.Calls);
    }

    [Fact]
    public async Task Send_PageInsteadOfJson_PassesAndIsNotTriedAtOnce()
    {
        await using var harness = new DiscordHarness();
        harness.Server.Fail("application", DiscordFault.Blocked);

        var error = await Assert.ThrowsAsync<DiscordException>(() => harness.Get<DiscordRest>().SendAsync(DiscordRoute.Application, null, Token));

        Assert.Equal(DiscordProblem.Unavailable, error.Problem);
        Assert.Single(harness.Server.Calls);
    }

    [Fact]
    public async Task Send_AnswerOfAPostLost_MakesOneMessage()
    {
        await using var harness = new DiscordHarness();
        harness.Server.Fail("post", DiscordFault.AnswerLost);
        var message = new DiscordMessage { Embeds = [new DiscordEmbed { Title = "once" }], Nonce = "n1", EnforceNonce = true };

        await harness.Get<DiscordRest>().SendAsync(DiscordRoute.Post(LoopbackDiscord.Channel), () => DiscordContent.Message(message, null), Token);

        Assert.Equal(2, harness.Server.Calls.Count(call => call.Name == "post"));
        Assert.Single(harness.Server.Messages);
    }

    [Fact]
    public async Task Send_File_GoesAsAForm()
    {
        await using var harness = new DiscordHarness();
        var file = new DiscordFile(0, "report.json");
        var message = new DiscordMessage { Embeds = [new DiscordEmbed { Title = "t" }], Attachments = [file] };

        await harness.Get<DiscordRest>().SendAsync(
            DiscordRoute.Post(LoopbackDiscord.Channel), () => DiscordContent.Message(message, new DiscordUpload(file, "application/json", "{}"u8.ToArray())), Token);

        var call = Assert.Single(harness.Server.Calls);
        Assert.Equal("report.json", Assert.Single(call.Files));
        Assert.Equal("report.json", call.Body!["attachments"]![0]!["filename"]!.GetValue<string>());
        Assert.StartsWith("DiscordBot (", call.UserAgent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/../../users")]
    [InlineData("")]
    [InlineData("123456789012345678901")]
    public void Route_IdThatIsNone_IsRefused(string id) => Assert.Throws<DiscordException>(() => DiscordRoute.Post(id));
}
