using System.Runtime.CompilerServices;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Engine.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

/// <summary>A command ends when its scan is queued; what follows goes on behind it.</summary>
public sealed class ScanBehindCommandTests
{
    private const int Many = 300;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ExecuteAsync_ScanStillWaits_CommandEndsAndItsScanIsOnTheRecord()
    {
        var chat = Chat();

        var outcome = await chat.StartAsync("scan redis:7");

        Assert.Equal(CommandOutcome.Completed, outcome);
        Assert.Equal(Sample.Id.Value, Assert.Single(chat.Audit.Entries).Scan);
        Assert.Empty(chat.Cards.Shown);
        await chat.StopAsync();
    }

    // The clock stands still: nothing here waits for anything.
    [Fact]
    public async Task ExecuteAsync_ThreeHundredScansWait_StatusAnswersAtOnceAndEveryCardGetsItsVerdict()
    {
        var chat = Chat();
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();
        for (var scan = 0; scan < Many; scan++)
        {
            Assert.Equal(CommandOutcome.Completed, await chat.StartAsync("scan redis:7"));
        }

        Assert.Equal(CommandOutcome.Completed, await chat.StartAsync("status"));

        lock (chat.Responder.Answers)
        {
            Assert.Single(chat.Responder.Answers, answer => answer.Message.Title == "Status");
            Assert.DoesNotContain(chat.Responder.Answers, answer => answer.Message.Verdict is not null);
        }

        _end.SetResult();
        await chat.Followers.WhenIdleAsync();
        Assert.Equal(Many, chat.Cards.Shown.Count);
        Assert.Equal(Many, chat.Responder.Answers.Count(answer => answer.Message.Verdict is not null));
    }

    [Fact]
    public async Task ExecuteAsync_NobodyElseCouldPostThere_CommandLastsUntilTheVerdict()
    {
        var chat = Chat(place: null);
        chat.Scans.Results[Sample.Id.Value] = Sample.Result();

        var command = chat.StartAsync("scan redis:7");

        Assert.False(command.IsCompleted);
        _end.SetResult();
        await command;
        Assert.NotNull(chat.Responder.Last.Verdict);
    }

    [Fact]
    public async Task ExecuteAsync_ProgramStops_CardIsLeftToTheOutboxAtOnce()
    {
        var chat = Chat();
        await chat.StartAsync("scan redis:7");

        await chat.StopAsync();

        Assert.Equal([(Assert.Single(chat.Cards.Kept).Id, false)], chat.Cards.Released);
    }

    [Fact]
    public async Task ExecuteAsync_TooManyAreFollowed_CardStandsAsQueuedAndTheOutboxOwesTheRest()
    {
        var chat = Chat();
        for (var scan = 0; scan < CardFollowers.Most; scan++)
        {
            Assert.True(chat.Followers.TryStart(token => Task.Delay(Timeout.Infinite, token)));
        }

        Assert.Equal(CommandOutcome.Completed, await chat.StartAsync("scan redis:7"));

        Assert.True(Assert.Single(chat.Responder.Answers).Message.IsWorking);
        Assert.Equal([(Assert.Single(chat.Cards.Kept).Id, false)], chat.Cards.Released);
        await chat.StopAsync();
    }

    [Fact]
    public async Task ExecuteAsync_StoreTakesNeitherCardNorVerdict_PersonIsTold()
    {
        var chat = Chat(_ => throw new EngineException(new ScanFailure(FailureKind.DiskFull, "full")));
        chat.Cards.Trouble = new EngineException(new ScanFailure(FailureKind.DiskFull, "full"));

        await chat.RouteAsync("scan redis:7");

        Assert.Equal("Internal error", chat.Responder.Last.Title);
        Assert.False(chat.Responder.Last.IsWorking);
    }

    private ChatHarness Chat(Func<ScanId, IAsyncEnumerable<ScanProgress>>? progress = null, string? place = "C1")
        => new(new FakeScanService { Progress = progress ?? (id => UntilTheEnd(id)) }, services => services.AddSingleton<TimeProvider>(_time))
        {
            Responder = new RecordingResponder { Place = place },
        };

    private async IAsyncEnumerable<ScanProgress> UntilTheEnd(ScanId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _end.Task.WaitAsync(cancellationToken);
        yield return new ScanProgress(id, ScanPhase.Finished, 0, [], id);
    }
}
