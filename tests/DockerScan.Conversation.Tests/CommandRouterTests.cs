using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Tests;

public sealed class CommandRouterTests
{
    [Fact]
    public async Task RouteAsync_PlatformWithoutAuthorizer_IsRefusedAndAudited()
    {
        var chat = new ChatHarness();

        var answer = await chat.SendAsync("scan redis:7", platform: "elsewhere");

        Assert.Equal("Not allowed", answer.Title);
        Assert.Empty(chat.Scans.Requests);
        Assert.Equal(CommandOutcome.Refused, Assert.Single(chat.Audit.Entries).Outcome);
    }

    [Theory]
    [InlineData("scan redis:7")]
    [InlineData("nonsense")]
    [InlineData("scan \"unclosed")]
    public async Task RouteAsync_RefusedUser_LearnsNothingElse(string text)
    {
        var chat = new ChatHarness();
        chat.Authorizer.Refusal = "Ask an administrator.";

        var answer = await chat.SendAsync(text);

        Assert.Equal("Ask an administrator.", answer.Text);
        Assert.Empty(answer.Sections);
        Assert.Empty(chat.Scans.Requests);
        Assert.Equal([answer], chat.Responder.Told);
        Assert.Equal(0, chat.Responder.Accepted);
    }

    [Fact]
    public async Task RouteAsync_PersonCannotBeTold_NothingRunsAndItIsAudited()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Accepts = false } };

        Assert.Equal(CommandOutcome.Cancelled, await chat.RouteAsync("scan redis:7"));

        Assert.Equal(1, chat.Responder.Accepted);
        Assert.Empty(chat.Responder.Answers);
        Assert.Empty(chat.Scans.Requests);
        Assert.Equal(CommandOutcome.Cancelled, Assert.Single(chat.Audit.Entries).Outcome);
    }

    [Fact]
    public async Task RouteAsync_OverlongText_IsAuthorisedThenRejected()
    {
        var chat = new ChatHarness();

        var answer = await chat.SendAsync("scan " + new string('a', 2000));

        Assert.Contains("2005 characters; at most 2000", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["scan"], chat.Authorizer.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/")]
    [InlineData("help")]
    [InlineData("/HELP")]
    public async Task RouteAsync_NothingOrHelp_ListsAllCommands(string text)
    {
        var answer = await new ChatHarness().SendAsync(text);

        Assert.Equal(
            ["scan", "report", "findings", "diff", "rescan", "cancel", "watch", "unwatch", "watches", "mute", "pause", "resume", "why", "accept", "accepted", "unaccept", "status", "help"], answer.Fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("scna redis:7", "Did you mean scan?")]
    [InlineData("find redis:7", "Did you mean findings?")]
    [InlineData("zzzzzzzz", "Type help")]
    public async Task RouteAsync_UnknownCommand_SuggestsTheNearest(string text, string expected)
        => Assert.Contains(expected, (await new ChatHarness().SendAsync(text)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("scan", "scan needs IMAGE")]
    [InlineData("scan a b", "no place for 'b'")]
    [InlineData("scan redis --plaform linux/arm64", "did you mean --platform?")]
    [InlineData("scan redis --window 2", "from 5 to 600, not '2'")]
    [InlineData("scan redis --platform", "--platform needs a value")]
    [InlineData("scan redis --platform windows", "is not a platform")]
    [InlineData("scan redis --no-sandbox --window 10", "give one of the two")]
    [InlineData("scan Redis", "did you mean redis?")]
    [InlineData("scan 'redis", "is not closed")]
    public async Task RouteAsync_WrongUsage_SaysWhatAndShowsUsage(string text, string expected)
    {
        var chat = new ChatHarness();

        var answer = await chat.SendAsync(text);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Equal("Usage", answer.Sections[0].Heading);
        Assert.Empty(chat.Scans.Requests);
        Assert.Equal(CommandOutcome.Rejected, Assert.Single(chat.Audit.Entries).Outcome);
    }

    [Fact]
    public async Task RouteAsync_UnexpectedException_GivesAnIdAndNotItsWords()
    {
        var chat = new ChatHarness(new FakeScanService { SubmitError = new InvalidOperationException("password=hunter2") });

        var answer = await chat.SendAsync("scan redis:7");

        Assert.Contains("err0r1d000", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.Equal("err0r1d000", Assert.Single(chat.Audit.Entries).ErrorId);
    }

    [Fact]
    public async Task RouteAsync_EngineFailure_IsSaidInItsOwnWords()
    {
        var failure = new ScanFailure(FailureKind.RateLimited, "The registry asks to wait.", DateTimeOffset.UnixEpoch);
        var chat = new ChatHarness(new FakeScanService { SubmitError = new EngineException(failure) });

        var answer = await chat.SendAsync("scan redis:7");

        Assert.Equal("The registry asks to wait.\nTry again after 1970-01-01 00:00:00 UTC.", answer.Text);
    }

    [Fact]
    public async Task RouteAsync_BreaksWhileACardWorks_TheErrorTakesItsPlace()
    {
        var chat = new ChatHarness(new FakeScanService { Progress = _ => throw new InvalidOperationException("x") });

        await chat.RouteAsync("scan redis:7");

        Assert.True(chat.Responder.Answers[^1].IsUpdate);
        Assert.False(chat.Responder.Last.IsWorking);
        Assert.Equal(ChatTone.Danger, chat.Responder.Last.Tone);
    }

    [Fact]
    public async Task RouteAsync_AuditBreaks_TheCommandStillAnswers()
    {
        var chat = new ChatHarness();
        chat.Audit.Breaks = true;

        Assert.Equal(CommandOutcome.Completed, await chat.RouteAsync("status"));
    }

    [Fact]
    public async Task RouteAsync_Cancelled_ThrowsAndIsAudited()
    {
        var chat = new ChatHarness(new FakeScanService { Progress = _ => throw new OperationCanceledException() });
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chat.RouteAsync("scan redis:7", cancellationToken: source.Token));

        Assert.Equal(CommandOutcome.Cancelled, Assert.Single(chat.Audit.Entries).Outcome);
    }

    [Fact]
    public async Task RouteAsync_HostileVerb_IsCleanedInAnswerAndAudit()
    {
        var chat = new ChatHarness();

        var answer = await chat.SendAsync("\u202Eevil\u001b[2J");

        Assert.DoesNotContain('\u202E', answer.Text);
        Assert.DoesNotContain('\u001b', answer.Text);
        Assert.DoesNotContain('\u001b', Assert.Single(chat.Audit.Entries).Command);
    }

    [Fact]
    public async Task RouteAsync_ScanWithEverything_BuildsTheRequest()
    {
        var chat = new ChatHarness();

        await chat.RouteAsync("/scan `ghcr.io/a/b:1` —force --platform=LINUX/arm64 --window 30");

        var request = Assert.Single(chat.Scans.Requests);
        Assert.Equal("ghcr.io/a/b:1", request.Reference.ToString());
        Assert.Equal("linux/arm64", request.Platform?.ToString());
        Assert.Equal(new ScanOptions { Force = true, Sandbox = true, WindowSeconds = 30 }, request.Options);
        Assert.Equal("test:T1/C1/U1", request.RequestedBy);
    }
}
