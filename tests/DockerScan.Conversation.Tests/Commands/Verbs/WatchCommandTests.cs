using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

/// <summary>Watching in a chat: what is kept, what is answered, and who may.</summary>
public sealed class WatchCommandTests
{
    private const string RunningDigest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private readonly ChatHarness _chat = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_Image_IsKeptWithOwnerPlaceAndUsualTime()
    {
        await _chat.RouteAsync("watch redis:7");

        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        Assert.Equal(("redis:7", "nightly", "test:T1/C1/U1"), (watch.Image.Familiar, watch.Schedule.Text, watch.Owner));
        Assert.Equal([new WatchPlace("test", "C1")], watch.Places);
        // It looks at once, not at its first time.
        Assert.Equal(1, await _chat.Watches.CountOpenAsync(Token));
    }

    [Fact]
    public async Task Watch_NewOne_IsOneCardThatBringsTheVerdictAndSaysWhenAndWhere()
    {
        _chat.Scans.Results[Sample.Id.Value] = Sample.Result(Sample.Vulnerability("CVE-2026-1", "openssl"));
        _chat.Responder.Place = "C1";

        await _chat.RouteAsync("watch redis:7");
        await _chat.Followers.WhenIdleAsync();

        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        Assert.Equal(Sample.Id, watch.FirstScan);
        Assert.Equal(_chat.Scans.Requests.Single().Reference, watch.Image);
        Assert.Single(_chat.Responder.Answers, answer => !answer.IsUpdate);
        var card = _chat.Responder.Last;
        Assert.NotNull(card.Verdict);
        Assert.Contains(card.Fields, field => field.Value == "nightly (17 2 * * *), Europe/Berlin (UTC+01:00)");
        Assert.Contains(card.Fields, field => field.Value == "2026-12-01 02:17 +01:00\n2026-12-02 02:17 +01:00\n2026-12-03 02:17 +01:00");
        Assert.Contains(card.Fields, field => field.Value == "test C1");
    }

    [Fact]
    public async Task Pause_OwnWatch_KeepsItFromLookingUntilItIsResumed()
    {
        await _chat.RouteAsync("watch redis:7");

        Assert.Equal("Watch of redis:7 is paused", (await _chat.SendAsync("pause redis:7")).Title);
        Assert.True(Assert.Single(await _chat.Watches.ListAsync(Token)).IsPaused);

        var card = await _chat.SendAsync("resume redis:7");
        Assert.Equal(("Watch of redis:7 looks again", false), (card.Title, Assert.Single(await _chat.Watches.ListAsync(Token)).IsPaused));
        Assert.Contains(card.Fields, field => field.Value == "2026-12-01 02:17 +01:00");
    }

    [Fact]
    public async Task Status_WithWatches_SaysWhatTheyWillAskFor()
    {
        Assert.DoesNotContain((await _chat.SendAsync("status")).Fields, field => field.Name == "Watches");
        await _chat.RouteAsync("watch redis:7");

        var card = await _chat.SendAsync("status");

        Assert.Contains(card.Fields, field => field.Name == "Watches" && field.Value.StartsWith("1; in the next 6 h ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_Again_ChangesItAndScansNothing()
    {
        await _chat.RouteAsync("watch redis:7");
        var scans = _chat.Scans.Requests.Count;

        var card = await _chat.SendAsync("watch redis:7 0 6 * * 1 --zone Asia/Seoul --full");

        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        Assert.Equal(("0 6 * * 1", "Asia/Seoul", true, scans), (watch.Schedule.Text, watch.Schedule.Zone, watch.IsFull, _chat.Scans.Requests.Count));
        Assert.Equal("Watch of redis:7 changed", card.Title);
    }

    [Fact]
    public async Task Watch_TagsOfARepository_FollowsTheRuleAndShowsNoImageAsIfItWereAll()
    {
        var card = await _chat.SendAsync("watch redis \"0 6 * * 1\" --tags \"^7\\.\" --newest 3 --platform linux/amd64,linux/arm64");

        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        Assert.Equal(("^7\\.", 3), (watch.Tags, watch.Newest));
        Assert.Equal([ImagePlatform.Default, new ImagePlatform("linux", "arm64")], watch.Platforms);
        Assert.Empty(_chat.Scans.Requests);
        Assert.Equal("Now watching redis:latest", card.Title);
    }

    [Theory]
    [InlineData("watch Redis:7", "redis:7")]
    [InlineData("watch redis:7 never", "never fires")]
    [InlineData("watch redis:7 --to C2", "commands are not taken from you there")]
    [InlineData("watch redis:7 --to \"#general\"", "no channel")]
    [InlineData("watch redis:7 --to webhook:soc", "Access:Commands")]
    [InlineData("watch redis:7 --to discord:300", "Access:Commands")]
    [InlineData("watch redis:7 --to C1,C3,C4,C5,C6,C7,C8,C9,C10,C11,C12", "at most 10 channels")]
    [InlineData("watch redis:7 --tell later", "run, immediate, daily")]
    [InlineData("watch redis:7 --quiet 22-7", "22:00-07:00")]
    [InlineData("watch redis:7 --newest 0", "1 to 50")]
    [InlineData("watch redis --tags \"(\"", "no regular expression")]
    [InlineData("watch redis --tags \"(?=a)b\"", "look-arounds")]
    [InlineData("watch redis:7 --platform amd64", "amd64")]
    [InlineData("watch", "IMAGE")]
    [InlineData("mute redis:7 6h", "There is no watch")]
    [InlineData("unwatch redis:7", "There is no watch")]
    [InlineData("watches --page 0", "1")]
    public async Task Command_ThatCannotBeDone_SaysWhyAndKeepsNothing(string typed, string expected)
    {
        _chat.Authorizer.Refuses = request => request.Place == "T1/C2" ? "no" : null;

        var card = await _chat.SendAsync(typed);

        Assert.Contains(expected, card.Text + card.Title, StringComparison.Ordinal);
        Assert.Empty(await _chat.Watches.ListAsync(Token));
        Assert.Empty(_chat.Scans.Requests);
    }

    [Fact]
    public async Task Watch_Running_IsForWhomTheRuleNames_AndShowsNoImage()
    {
        var refused = await _chat.SendAsync("watch running");
        Assert.Contains("Access:Commands (watch)", refused.Text, StringComparison.Ordinal);
        Assert.Empty(await _chat.Watches.ListAsync(Token));

        _chat.Authorizer.IsForOthers = true;
        var card = await _chat.SendAsync("watch running hourly");

        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        Assert.Equal((true, "hourly", "running"), (watch.IsOfRunning, watch.Schedule.Text, watch.Name));
        Assert.Equal("Now watching running", card.Title);
        Assert.Contains("gets a watch of its own", card.Text, StringComparison.Ordinal);
        Assert.Empty(_chat.Scans.Requests);
        Assert.Equal("No longer watching running", (await _chat.SendAsync("unwatch running")).Title);
    }

    [Theory]
    [InlineData("--tags 7")]
    [InlineData("--newest 2")]
    [InlineData("--platform linux/arm64")]
    public async Task Watch_RunningWithWhatItsImagesBringAlong_IsRefused(string option)
    {
        _chat.Authorizer.IsForOthers = true;

        var card = await _chat.SendAsync($"watch running {option}");

        Assert.Contains(option.Split(' ')[0] + " cannot be given", card.Text, StringComparison.Ordinal);
        Assert.Empty(await _chat.Watches.ListAsync(Token));
    }

    [Fact]
    public async Task Watch_TheImageOfThatName_IsTheImage()
    {
        await _chat.RouteAsync("watch docker.io/library/running");

        Assert.False(Assert.Single(await _chat.Watches.ListAsync(Token)).IsOfRunning);
    }

    [Fact]
    public async Task Watches_OfWhatRuns_SayWhatRunsWhatRestsAndWhatIsLeftOut()
    {
        _chat.Authorizer.IsForOthers = true;
        await _chat.RouteAsync("watch running");
        var parent = Assert.Single(await _chat.Watches.ListAsync(Token));
        await _chat.Watches.PutAsync(parent with { LeftOut = ["app:dev"] }, Token);
        var follower = parent with { Id = parent.Id + "-1", IsOfRunning = false, Follows = parent.Id, Image = ImageReference.Parse($"redis:7@{RunningDigest}") };
        await _chat.Watches.PutAsync(follower, Token);
        await _chat.Watches.PutAsync(follower with { Id = parent.Id + "-2", Image = ImageReference.Parse($"nginx:1@{RunningDigest}"), GoneSince = parent.CreatedAt }, Token);

        var lines = (await _chat.SendAsync("watches")).Sections.Single().Lines.Select(line => line.Text).ToList();

        Assert.Contains(lines, line => line.StartsWith("running (", StringComparison.Ordinal) && line.Contains("not watched, because no registry is known to have them or there are too many: app:dev", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("redis:7 (", StringComparison.Ordinal) && line.Contains("runs here", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("nginx:1 (", StringComparison.Ordinal) && line.Contains("not running since", StringComparison.Ordinal) && !line.Contains("runs here", StringComparison.Ordinal));
        var refused = await _chat.SendAsync("unwatch redis:7");
        Assert.Contains($"unwatch {parent.Id}", refused.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await _chat.Watches.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task Watch_OtherChannels_SpeaksThere()
    {
        await _chat.RouteAsync("watch redis:7 --to C2,C3");

        Assert.Equal([new WatchPlace("test", "C2"), new WatchPlace("test", "C3")], Assert.Single(await _chat.Watches.ListAsync(Token)).Places);
    }

    [Fact]
    public async Task Watch_OtherPlatformsAndWebhooks_OfWhomARuleNames()
    {
        _chat.Authorizer.IsForOthers = true;

        await _chat.RouteAsync("watch redis:7 --to C2,discord:300,webhook:soc");

        Assert.Equal([new WatchPlace("test", "C2"), new WatchPlace("discord", "300"), new WatchPlace("webhook", "soc")], Assert.Single(await _chat.Watches.ListAsync(Token)).Places);
    }

    [Fact]
    public async Task Watch_TellAndQuiet_AreKeptAndShownUntilItIsSetAnew()
    {
        await _chat.RouteAsync("watch redis:7 --tell daily --quiet 22:00-07:00");

        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        Assert.Equal((TellWhen.Daily, QuietHours.Find("22:00-07:00")), (watch.Tell, watch.Quiet));
        var line = Assert.Single((await _chat.SendAsync("watches")).Sections[0].Lines).Text;
        Assert.Contains("tells once a day; quiet 22:00-07:00", line, StringComparison.Ordinal);
        await _chat.RouteAsync("watch redis:7");
        Assert.Equal((null, null), (await _chat.Watches.ListAsync(Token))[0] is var again ? (again.Tell, again.Quiet) : default);
    }

    [Fact]
    public async Task Watches_OneThatCannotSpeak_SaysWhereAndWhy()
    {
        await _chat.RouteAsync("watch redis:7");
        var watch = Assert.Single(await _chat.Watches.ListAsync(Token));
        await _chat.Watches.PutAsync(watch with { Lost = [new LostPlace("slack", "C9", "is_archived", watch.CreatedAt)] }, Token);

        var line = Assert.Single((await _chat.SendAsync("watches")).Sections[0].Lines);

        Assert.Contains("cannot speak in slack C9 (is_archived)", line.Text, StringComparison.Ordinal);
        Assert.Equal(Conversation.Messages.ChatTone.Warning, line.Tone);
    }

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("6h", 360)]
    [InlineData("2D", 2880)]
    public async Task Mute_Time_IsQuietForThatLongAndOffEndsIt(string typed, int minutes)
    {
        await _chat.RouteAsync("watch redis:7");
        var before = TimeProvider.System.GetUtcNow();

        await _chat.RouteAsync($"mute redis:7 {typed}");

        var until = Assert.Single(await _chat.Watches.ListAsync(Token)).MutedUntil!.Value;
        Assert.InRange(until, before.AddMinutes(minutes), before.AddMinutes(minutes + 5));
        await _chat.RouteAsync("mute redis:7 off");
        Assert.Null(Assert.Single(await _chat.Watches.ListAsync(Token)).MutedUntil);
    }

    [Theory]
    [InlineData("0h")]
    [InlineData("6")]
    [InlineData("h")]
    [InlineData("-6h")]
    [InlineData("31d")]
    [InlineData("99999d")]
    [InlineData("6 h")]
    [InlineData("forever")]
    public async Task Mute_NoTime_IsRefusedAndItSpeaks(string typed)
    {
        await _chat.RouteAsync("watch redis:7");

        await _chat.RouteAsync($"mute redis:7 \"{typed}\"");

        Assert.Null(Assert.Single(await _chat.Watches.ListAsync(Token)).MutedUntil);
    }

    [Fact]
    public async Task Unwatch_OnesOwn_IsGone()
    {
        await _chat.RouteAsync("watch redis:7");

        var card = await _chat.SendAsync("unwatch redis:7");

        Assert.Equal("No longer watching redis:7", card.Title);
        Assert.Empty(await _chat.Watches.ListAsync(Token));
    }

    [Theory]
    [InlineData("unwatch redis:7")]
    [InlineData("mute redis:7 6h")]
    public async Task Command_OnSomebodyElses_IsForWhoMay(string typed)
    {
        var watch = Foreign();
        await _chat.Watches.PutAsync(watch, Token);

        Assert.Contains("somebody else's", (await _chat.SendAsync(typed)).Text, StringComparison.Ordinal);
        Assert.Equal(watch, Assert.Single(await _chat.Watches.ListAsync(Token)));
        _chat.Authorizer.IsForOthers = true;
        await _chat.RouteAsync(typed);

        Assert.NotEqual([watch], await _chat.Watches.ListAsync(Token));
    }

    [Fact]
    public async Task Watch_LikeSomebodyElses_IsRefused()
    {
        await _chat.Watches.PutAsync(Foreign(), Token);

        Assert.Contains("somebody else's", (await _chat.SendAsync("watch redis:7 hourly")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unwatch_OneOfTheFile_IsChangedThere()
    {
        await _chat.Watches.PutAsync(Foreign() with { Owner = Watch.FromFile }, Token);
        _chat.Authorizer.IsForOthers = true;

        Assert.Contains("file of watches", (await _chat.SendAsync("unwatch redis:7")).Text, StringComparison.Ordinal);
        Assert.Single(await _chat.Watches.ListAsync(Token));
    }

    [Fact]
    public async Task Watches_ThoseOfHereAndOnesOwn_AndNoOthers()
    {
        await _chat.Watches.PutAsync(Foreign("here00000001"), Token);
        await _chat.Watches.PutAsync(Foreign("mine00000001") with { Owner = "test:T1/C9/U1", Places = [new WatchPlace("test", "C9")] }, Token);
        await _chat.Watches.PutAsync(Foreign("theirs000001") with { Places = [new WatchPlace("test", "C9")] }, Token);

        var lines = (await _chat.SendAsync("watches")).Sections.Single().Lines.Select(line => line.Text).ToList();

        Assert.Equal(2, lines.Count);
        Assert.Contains("here00000001", lines[0], StringComparison.Ordinal);
        Assert.Contains("mine00000001", lines[1], StringComparison.Ordinal);
        Assert.Contains("next 2026-12-01 02:17 +01:00", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_OneThatCouldNotLook_SaysWhy()
    {
        await _chat.Watches.PutAsync(Foreign(), Token);
        var target = WatchTarget.New("watch0000001", "7", ImagePlatform.Default) with { Failures = 4, Problem = new ScanFailure(FailureKind.RegistryUnavailable, "docker.io did not answer") };
        await _chat.Watches.SaveTargetAsync(target, Token);

        Assert.Contains("could not look, 4 in a row: docker.io did not answer", (await _chat.SendAsync("watches")).Sections.Single().Lines.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_None_SaysHowToBegin() => Assert.Contains("watch redis:7", (await _chat.SendAsync("watches")).Commands);

    [Fact]
    public async Task Status_Image_SaysSinceWhenItsDigestIsKnown()
    {
        var digest = _chat.Tags.Answer.Value!.Digest;
        Assert.EndsWith("not seen here before", (await _chat.SendAsync("status redis:7")).Fields.Single().Value, StringComparison.Ordinal);
        await _chat.Watches.SeeAsync("docker.io/library/redis", [digest], Token);

        Assert.Contains($"{digest}, known here since 20", (await _chat.SendAsync("status redis:7")).Fields.Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_ImageThatTheRegistryDoesNotHave_SaysSo()
    {
        _chat.Tags.Answer = new ScanFailure(FailureKind.ImageNotFound, "redis:99 was not found");

        Assert.Contains("redis:99 was not found", (await _chat.SendAsync("status redis:99")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_IsAuditedWithItsImageAndScan()
    {
        await _chat.RouteAsync("watch redis:7 hourly --full");

        var entry = Assert.Single(_chat.Audit.Entries);
        Assert.Equal(("watch", "completed"), (entry.Command, entry.Outcome.ToString().ToLowerInvariant()));
        Assert.StartsWith("redis:7", entry.Subject, StringComparison.Ordinal);
    }

    private static Watch Foreign(string id = "watch0000001") => new()
    {
        Id = id, Image = ImageReference.Parse("redis:7"), Schedule = new Core.Watches.Schedules.WatchSchedule("nightly", "17 2 * * *", "Europe/Berlin"),
        Owner = "test:T1/C1/U2", CreatedAt = FakeSchedules.First, Places = [new WatchPlace("test", "C1")],
    };
}
