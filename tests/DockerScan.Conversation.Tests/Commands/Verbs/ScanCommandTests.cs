using System.Runtime.CompilerServices;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

public sealed class ScanCommandTests
{
    [Fact]
    public async Task ExecuteAsync_Scan_PostsQueuedThenTheVerdict()
    {
        var scans = new FakeScanService { Position = 2, Progress = id => Finished(id) };
        scans.Results[Sample.Id.Value] = Sample.Result(Sample.Vulnerability("CVE-2024-1", "openssl"));
        var chat = new ChatHarness(scans);

        await chat.RouteAsync("scan redis:7");

        var (queued, verdict) = (chat.Responder.Answers[0], chat.Responder.Answers[^1]);
        Assert.False(queued.IsUpdate);
        Assert.Equal("Queued, position 3: 2 before it.", queued.Message.Text);
        Assert.True(queued.Message.IsWorking);
        Assert.Equal($"cancel {Sample.Id}", Assert.Single(queued.Message.Buttons).Value);
        Assert.True(verdict.IsUpdate);
        Assert.Equal("HIGH RISK", verdict.Message.Verdict?.Label);
        Assert.False(verdict.Message.IsWorking);
    }

    [Fact]
    public async Task ExecuteAsync_Card_IsKeptUntilTheVerdictIsShown()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Place = "C1", Address = "C1/17.5" } };
        chat.Scans.Results[Sample.Id.Value] = Sample.Result() with { Revision = 3 };

        await chat.RouteAsync("scan redis:7");

        var kept = Assert.Single(chat.Cards.Kept);
        Assert.Equal((Sample.Id, "test", "C1", null), (kept.Scan, kept.Platform, kept.Place, kept.Address));
        Assert.Equal([(kept.Id, "C1/17.5")], chat.Cards.Posted);
        Assert.Equal([(kept.Id, 3)], chat.Cards.Shown);
        Assert.Empty(chat.Cards.Released);
    }

    [Fact]
    public async Task ExecuteAsync_FirstAnswer_ComesAfterTheCardIsWrittenDown()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Place = "C1" } };
        var kept = new List<int>();
        chat.Responder.Answering = () => kept.Add(chat.Cards.Kept.Count);
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();

        await chat.RouteAsync("scan redis:7");

        Assert.NotEmpty(kept);
        Assert.All(kept, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task ExecuteAsync_PlatformTakesNoFirstAnswer_CardIsLeftToTheOutbox()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Place = "C1" } };
        chat.Responder.Answering = () => throw new InvalidOperationException("down");
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();

        await chat.RouteAsync("scan redis:7");

        Assert.Equal([(Assert.Single(chat.Cards.Kept).Id, true)], chat.Cards.Released);
        Assert.Empty(chat.Cards.Posted);
    }

    [Fact]
    public async Task ExecuteAsync_CardWasPostedAnew_ItsNewAddressIsWrittenDown()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Place = "C1", Address = "C1/17.5" } };
        chat.Responder.Answering = () => (chat.Responder.IsDeleted, chat.Responder.Address) = (true, chat.Responder.Answers.Count == 0 ? "C1/17.5" : "C1/18.0");
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();

        await chat.RouteAsync("scan redis:7");

        Assert.Equal(["C1/17.5", "C1/18.0"], chat.Cards.Posted.Select(each => each.Address));
        Assert.NotNull(chat.Responder.Last.Verdict);
        Assert.Equal(2, chat.Responder.Keys.Distinct().Count());
    }

    [Fact]
    public async Task ExecuteAsync_VerdictCannotBeDelivered_CardIsLeftToTheOutbox()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Place = "C1", Address = "C1/17.5", Trouble = new InvalidOperationException("down") } };
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();

        await chat.RouteAsync("scan redis:7");

        Assert.Equal([(Assert.Single(chat.Cards.Kept).Id, true)], chat.Cards.Released);
        Assert.Empty(chat.Cards.Shown);
    }

    [Fact]
    public async Task ExecuteAsync_OutboxIsBroken_VerdictIsShownAllTheSame()
    {
        var chat = new ChatHarness { Responder = new RecordingResponder { Place = "C1", Address = "C1/17.5" } };
        chat.Cards.Trouble = new EngineException(new ScanFailure(FailureKind.DiskFull, "full"));
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();

        await chat.RouteAsync("scan redis:7");

        Assert.NotNull(chat.Responder.Last.Verdict);
    }

    [Fact]
    public async Task ExecuteAsync_NobodyElseCouldPostThere_NothingIsKept()
    {
        var chat = new ChatHarness();

        await chat.RouteAsync("scan redis:7");

        Assert.Empty(chat.Cards.Kept);
    }

    [Fact]
    public async Task ExecuteAsync_JoinedScan_CannotBeCancelledByTheSecondPerson()
    {
        var chat = new ChatHarness(new FakeScanService { Joined = true });

        await chat.RouteAsync("scan redis:7");

        Assert.Empty(chat.Responder.Answers[0].Message.Buttons);
        Assert.StartsWith("Somebody asked", chat.Responder.Answers[0].Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_AnsweredByAnotherScan_SaysSo()
    {
        var scans = new FakeScanService();
        scans.Results[Sample.Id.Value] = Sample.Result() with { Id = ScanId.Parse("a1b2c3d4e5") };

        var answer = await new ChatHarness(scans).SendAsync("scan redis:7.2");

        Assert.Equal("redis:7.2", answer.Title);
        Assert.Contains("as redis:7 on 1970-01-01 00:01 UTC", answer.Text, StringComparison.Ordinal);
        Assert.Contains(answer.Buttons, button => button.Value == "report a1b2c3d4e5");
    }

    [Fact]
    public async Task ExecuteAsync_NoResult_SaysThatNothingIsKnown()
    {
        var answer = await new ChatHarness().SendAsync("scan redis:7");

        Assert.Equal(Verdict.Unknown, answer.Verdict?.Verdict);
        Assert.Equal(ChatTone.Unknown, answer.Tone);
    }

    [Fact]
    public async Task Rescan_KnownScan_ForcesItsImage()
    {
        var scans = new FakeScanService();
        scans.Results[Sample.Id.Value] = Sample.Result();

        await new ChatHarness(scans).RouteAsync($"rescan {Sample.Id}");

        var request = Assert.Single(scans.Requests);
        Assert.True(request.Options.Force);
        Assert.Equal("redis:7", request.Reference.Familiar);
    }

    // Whoever left the sandbox out did not want the image started; "again" is no other wish.
    [Fact]
    public async Task Rescan_OfAScanWithoutTheSandbox_StartsNone()
    {
        var scans = new FakeScanService { Request = new ScanRequest(Sample.Result().Reference, null, new ScanOptions { Sandbox = false }, "test:T1/C1/U1") };
        scans.Results[Sample.Id.Value] = Sample.Result();

        await new ChatHarness(scans).RouteAsync($"rescan {Sample.Id}");

        var options = Assert.Single(scans.Requests).Options;
        Assert.Equal((true, false), (options.Force, options.Sandbox));
    }

    [Fact]
    public async Task Cancel_RunningScan_Cancels()
    {
        var scans = new FakeScanService();

        await new ChatHarness(scans).RouteAsync($"cancel {Sample.Id}");

        Assert.Equal([Sample.Id], scans.Cancelled);
    }

    [Fact]
    public async Task Cancel_EndedScan_IsRejected()
    {
        var scans = new FakeScanService();
        scans.Results[Sample.Id.Value] = Sample.Result();

        var answer = await new ChatHarness(scans).SendAsync($"cancel {Sample.Id}");

        Assert.Contains("has ended already", answer.Text, StringComparison.Ordinal);
        Assert.Empty(scans.Cancelled);
    }

    private static async IAsyncEnumerable<ScanProgress> Finished(ScanId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        yield return new ScanProgress(id, ScanPhase.Finished, 0, [], id);
    }
}
