using System.Text;
using System.Text.Json.Nodes;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Replay;
using DockerScan.Slack.Http;
using DockerScan.Slack.Inbound;
using DockerScan.TestKit.Slack;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Slack.Tests.Http;

public sealed class SlackEndpointTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json; charset=utf-8";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1531420618));

    /// <summary>The example of Slack's documentation.</summary>
    [Fact]
    public async Task FindProblem_TheDocumentedExample_IsGood()
    {
        const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        await using var guard = new ReplayGuard("slack", SlackSignature.Keep, SlackSignature.MaxRemembered, new FakeReplayStore(), _time, NullLogger<ReplayGuard>.Instance);
        var signature = new SlackSignature(() => new Core.Secret(SlackHarness.SigningSecret), guard, _time);

        var request = Request(Body, Form, "1531420618", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");

        Assert.Null(await signature.FindProblemAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal("it came before", await signature.FindProblemAsync(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Command_Signed_RunsOnceAndIsAcknowledgedEmpty()
    {
        await using var slack = new SlackHarness(_time);
        slack.Command.Release();
        var request = Signed(Command("redis:7"), Form);

        var answer = await Post(slack, "/slack/commands", request);
        var replay = await Post(slack, "/slack/commands", request);
        await slack.Get<SlackInbox>().WhenIdleAsync();

        Assert.Equal((200, 0), (answer.Status, answer.Body.Length));
        Assert.Equal(401, replay.Status);
        Assert.Equal(1, slack.Command.Runs);
        Assert.Equal("slack:T0LOOPBACK/C0LOOPBACK/U0PERSON", Assert.Single(slack.Audit.Entries).Request.RequestedBy);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Command_OutsideTheWindow_IsRefusedAndRunsNothing(int seconds)
    {
        await using var slack = new SlackHarness(_time);
        var request = Signed(Command("redis:7"), Form, _time.GetUtcNow().ToUnixTimeSeconds() + seconds);

        Assert.Equal(401, (await Post(slack, "/slack/commands", request)).Status);
        await slack.Get<SlackInbox>().WhenIdleAsync();
        Assert.Empty(slack.Audit.Entries);
    }

    [Theory]
    [InlineData("1531420618", "v0=00")]
    [InlineData("1531420618", "")]
    [InlineData("1531420618", null)]
    [InlineData(null, "v0=00")]
    [InlineData("-5", "v0=00")]
    [InlineData("99999999999999999999", "v0=00")]
    public async Task Command_Forged_IsRefused(string? stamp, string? signature)
    {
        await using var slack = new SlackHarness(_time);

        Assert.Equal(401, (await Post(slack, "/slack/commands", Request(Command("redis:7"), Form, stamp, signature))).Status);
        Assert.Empty(slack.Audit.Entries);
    }

    [Fact]
    public async Task Command_OneByteChanged_IsRefused()
    {
        await using var slack = new SlackHarness(_time);
        var good = Signed(Command("redis:7"), Form);

        Assert.Equal(401, (await Post(slack, "/slack/commands", good with { Body = Encoding.UTF8.GetBytes(Command("redis:8")) })).Status);
    }

    [Theory]
    [InlineData("/slack/commands", "application/json", "{}", 415)]
    [InlineData("/slack/commands", null, "a=b", 415)]
    [InlineData("/slack/commands", "x/y/z", "a=b", 415)]
    [InlineData("/slack/commands", Form, "", 400)]
    [InlineData("/slack/commands", Form, "command=%2Fscan&command=%2Fscan", 400)]
    [InlineData("/slack/commands", Form, "ssl_check=1&token=x", 200)]
    [InlineData("/slack/events", Form, "a=b", 415)]
    [InlineData("/slack/events", Json, "not json", 400)]
    [InlineData("/slack/events", Json, "[]", 400)]
    [InlineData("/slack/events", Json, "{\"type\":\"other\"}", 400)]
    [InlineData("/slack/events", Json, "{\"type\":\"event_callback\",\"event_id\":\"E1\",\"event\":{\"type\":\"reaction_added\"}}", 200)]
    [InlineData("/slack/interactivity", Form, "payload=%7B", 400)]
    [InlineData("/slack/interactivity", Form, "nothing=1", 400)]
    [InlineData("/slack/interactivity", Form, "payload=%7B%22type%22%3A%22view_closed%22%7D", 200)]
    public async Task Handle_OtherContent_HasAClearAnswerAndRunsNothing(string path, string? contentType, string body, int status)
    {
        await using var slack = new SlackHarness(_time);

        Assert.Equal(status, (await Post(slack, path, Signed(body, contentType))).Status);
        Assert.Equal(0, slack.Command.Runs);
    }

    [Fact]
    public async Task Handle_LargerThanAMebibyte_IsRefused()
    {
        await using var slack = new SlackHarness(_time);

        Assert.Equal(413, (await Post(slack, "/slack/commands", Signed(new string('a', (1 << 20) + 1), Form))).Status);
    }

    [Fact]
    public async Task Events_Handshake_GivesTheChallengeBack()
    {
        await using var slack = new SlackHarness(_time);

        var answer = await Post(slack, "/slack/events", Signed("{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB\"}", Json));

        Assert.Equal("3eZbrw1aB", Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task Events_SentAgainBySlack_RunsOnce()
    {
        await using var slack = new SlackHarness(_time);
        slack.Command.Release();
        var body = Mention("<@U0BOT> scan redis:7", "Ev1");

        Assert.Equal(200, (await Post(slack, "/slack/events", Signed(body, Json))).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await Post(slack, "/slack/events", Signed(body, Json))).Status);
        await slack.Get<SlackInbox>().WhenIdleAsync();

        Assert.Equal(1, slack.Command.Runs);
        Assert.Equal("scan redis:7", Assert.Single(slack.Audit.Entries).Request.Text);
    }

    [Fact]
    public async Task Command_TooManyRunning_SaysSo()
    {
        await using var slack = new SlackHarness(_time, options => options.MaxRunning = 1);
        await Post(slack, "/slack/commands", Signed(Command("a", "t1"), Form));

        var answer = await Post(slack, "/slack/commands", Signed(Command("b", "t2"), Form));

        Assert.Contains("Too many commands", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    private static string Command(string text, string trigger = "t1")
        => $"command=%2Fscan&text={Uri.EscapeDataString(text)}&team_id={LoopbackSlack.Team}&channel_id={LoopbackSlack.Channel}&user_id={LoopbackSlack.User}&trigger_id={trigger}";

    private static string Mention(string text, string id) => new JsonObject
    {
        ["type"] = "event_callback", ["team_id"] = LoopbackSlack.Team, ["event_id"] = id,
        ["event"] = new JsonObject { ["type"] = "app_mention", ["user"] = LoopbackSlack.User, ["channel"] = LoopbackSlack.Channel, ["text"] = text, ["ts"] = "1.2" },
    }.ToJsonString();

    private static Task<ChatHttpResponse> Post(SlackHarness slack, string path, ChatHttpRequest request)
        => slack.Endpoint(path).HandleAsync(request, TestContext.Current.CancellationToken);

    private ChatHttpRequest Signed(string body, string? contentType, long? at = null)
    {
        var stamp = FormattableString.Invariant($"{at ?? _time.GetUtcNow().ToUnixTimeSeconds()}");
        var mac = SlackSignature.Compute(Encoding.UTF8.GetBytes(SlackHarness.SigningSecret), stamp, Encoding.UTF8.GetBytes(body));
        return Request(body, contentType, stamp, "v0=" + Convert.ToHexStringLower(mac));
    }

    private static ChatHttpRequest Request(string body, string? contentType, string? stamp, string? signature) => new()
    {
        ContentType = contentType,
        Body = Encoding.UTF8.GetBytes(body),
        Header = name => name switch { "X-Slack-Request-Timestamp" => stamp, "X-Slack-Signature" => signature, _ => null },
    };
}
