using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Requests;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Authorization;

public sealed class ChatAuthorizationTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("T1/C1", "U1", true)]
    [InlineData("T2/C1", "U1", false)]
    [InlineData("T1/C2", "U1", false)]
    [InlineData("T1/C1", "U2", false)]
    [InlineData("T1", "U1", false)]
    [InlineData("", "U1", false)]
    [InlineData("t1/C1", "U1", false)]
    [InlineData("T1/C1/C2", "U1", false)]
    [InlineData("T1/C1", "", false)]
    public async Task FindRefusal_ByPlaceChannelAndUser_AllowsTheListedAlone(string place, string user, bool allowed)
    {
        var access = new ChatAccessOptions { Places = ["T1"], Channels = ["C1"], Users = ["U1"] };

        Assert.Equal(allowed, await Ask(access, place, user) is null);
    }

    [Fact]
    public async Task FindRefusal_NothingConfigured_RefusesEverybody()
        => Assert.NotNull(await Ask(new ChatAccessOptions(), "T1/C1", "U1"));

    [Theory]
    [InlineData("scan", "U1", "", true)]
    [InlineData("scan", "U2", "R1", true)]
    [InlineData("scan", "U2", "R2", false)]
    [InlineData("SCAN", "U2", "", false)]
    [InlineData("help", "U2", "", true)]
    [InlineData("rescan", "U1", "", true)]
    [InlineData("rescan", "U2", "R2", false)]
    [InlineData("Rescan", "U2", "", false)]
    [InlineData("watch", "U1", "", true)]
    [InlineData("watch", "U2", "", false)]
    [InlineData("watches", "U2", "", true)]
    public async Task FindRefusal_RuleOfACommand_NeedsAUserOrARole(string command, string user, string role, bool allowed)
    {
        var access = new ChatAccessOptions { Places = ["T1"], Commands = [new ChatCommandRule { Command = "scan", Users = ["U1"], Roles = ["R1"] }] };

        Assert.Equal(allowed, await Ask(access, "T1/C1", user, command, role) is null);
    }

    [Fact]
    public async Task FindRefusal_TooOftenByOneUser_RefusesUntilTimePasses()
    {
        var guard = new ChatAuthorization("slack", new ChatAccessOptions { Places = ["T1"], PerUserPerMinute = 2 }, _time);
        Assert.Null(await Ask(guard, "U1"));
        Assert.Null(await Ask(guard, "U1"));

        Assert.Contains("2 commands a minute", await Ask(guard, "U1"), StringComparison.Ordinal);
        Assert.Null(await Ask(guard, "U2"));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await Ask(guard, "U1"));
        Assert.NotNull(await Ask(guard, "U1"));
    }

    [Fact]
    public async Task FindRefusal_StrangerAgainAndAgain_IsAnsweredFewTimesAndStillRefused()
    {
        var guard = new ChatAuthorization("slack", new ChatAccessOptions { Places = ["T2"] }, _time);
        var answers = new List<string?>();
        for (var time = 0; time < 20; time++)
        {
            answers.Add(await Ask(guard, "U1"));
        }

        Assert.DoesNotContain(null, answers);
        Assert.Equal(5, answers.Count(answer => answer!.Length > 0));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEmpty((await Ask(guard, "U1"))!);
    }

    [Fact]
    public async Task FindRefusal_ManyStrangersOfOnePlace_ShareItsRefusals()
    {
        var guard = new ChatAuthorization("slack", new ChatAccessOptions { Places = ["T2"] }, _time);
        var answered = 0;
        for (var user = 0; user < 500; user++)
        {
            answered += (await Ask(guard, $"U{user}"))!.Length > 0 ? 1 : 0;
        }

        Assert.Equal(60, answered);
    }

    [Theory]
    [InlineData("U1", "", true)]
    [InlineData("U2", "R1", true)]
    [InlineData("U2", "", false)]
    public void MayForOthers_RuleThatNamesPeople_AreThose(string user, string role, bool expected)
    {
        var access = new ChatAccessOptions { Places = ["T1"], Commands = [new ChatCommandRule { Command = "cancel", Users = ["U1"], Roles = ["R1"] }] };
        var request = new ChatRequest { Platform = "slack", Place = "T1/C1", User = user, Roles = role.Length == 0 ? [] : [role], Text = "cancel x" };

        Assert.Equal(expected, new ChatAuthorization("slack", access, _time).MayForOthers(request, "cancel"));
    }

    [Fact]
    public void MayForOthers_NoRuleOrOneOfChannelsAlone_IsNobody()
    {
        var request = new ChatRequest { Platform = "slack", Place = "T1/C1", User = "U1", Text = "cancel x" };
        var channels = new ChatAccessOptions { Places = ["T1"], Commands = [new ChatCommandRule { Command = "cancel", Channels = ["C1"] }] };

        Assert.False(new ChatAuthorization("slack", new ChatAccessOptions { Places = ["T1"] }, _time).MayForOthers(request, "cancel"));
        Assert.False(new ChatAuthorization("slack", channels, _time).MayForOthers(request, "cancel"));
    }

    [Fact]
    public async Task FindRefusal_TooOftenInOneChannel_RefusesEverybodyThere()
    {
        var guard = new ChatAuthorization("slack", new ChatAccessOptions { Places = ["T1"], PerChannelPerMinute = 1 }, _time);

        Assert.Null(await Ask(guard, "U1"));
        Assert.Contains("one channel", await Ask(guard, "U2"), StringComparison.Ordinal);
    }

    [Fact]
    public void TryTake_MoreKeysThanRoom_RefusesUntilSomeAreForgotten()
    {
        var limiter = new RateLimiter(1, _time);
        Assert.All(Enumerable.Range(0, RateLimiter.MaxKeys), key => Assert.True(limiter.TryTake($"k{key}")));

        Assert.False(limiter.TryTake("one more"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(limiter.TryTake("one more"));
    }

    [Fact]
    public void Check_EachMistake_IsNamedByItsKey()
    {
        var access = new ChatAccessOptions
        {
            Channels = ["#general"],
            PerUserPerMinute = 0,
            Commands = [new ChatCommandRule { Command = "/scan", Roles = ["R1"] }, new ChatCommandRule { Command = "help" }],
        };

        var failures = ChatAccessRules.Check("Slack:Access", access, hasRoles: false);

        Assert.Collection(
            failures,
            line => Assert.StartsWith("Slack:Access:Places is empty", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Slack:Access:Channels holds '#general'", line, StringComparison.Ordinal),
            line => Assert.Equal("Slack:Access:PerUserPerMinute is 0; it must be 1 to 600", line),
            line => Assert.StartsWith("Slack:Access:Commands:0:Command is '/scan'", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Slack:Access:Commands:0:Roles cannot be used", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Slack:Access:Commands:1 limits nothing", line, StringComparison.Ordinal));
    }

    private async Task<string?> Ask(ChatAccessOptions access, string place, string user, string command = "scan", string role = "")
        => (await new ChatAuthorization("slack", access, _time).FindRefusalAsync(
            new ChatRequest { Platform = "slack", Place = place, User = user, Roles = [role], Text = command }, command, TestContext.Current.CancellationToken))?.En;

    private static async Task<string?> Ask(ChatAuthorization guard, string user) => (await guard.FindRefusalAsync(
        new ChatRequest { Platform = "slack", Place = "T1/C1", User = user, Text = "help" }, "help", TestContext.Current.CancellationToken))?.En;
}
