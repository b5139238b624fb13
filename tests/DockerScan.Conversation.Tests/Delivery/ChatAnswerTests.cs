using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>What every channel leaves to the one who answers: how often, how long and where a message is tried.</summary>
public sealed class ChatAnswerTests
{
    private readonly ArmedTime _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedChannel _channel = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_StepIsNotTaken_IsLetPassAndTheWholeCardIsPosted()
    {
        var answer = Answer();
        _channel.Troubles.Enqueue(new ChannelAwayException("away"));

        await answer.PostAsync(Working(), Token);
        await answer.UpdateAsync(Whole(), Token);

        Assert.Equal(["post end"], _channel.Said);
    }

    [Fact]
    public async Task Post_PlatformIsAwayForAWhile_IsTriedWithTheSameKeyUntilItIsTaken()
    {
        _channel.Troubles.Enqueue(new ChannelAwayException("away"));
        _channel.Troubles.Enqueue(new ChannelAwayException("away") { RetryAfter = TimeSpan.FromMinutes(1) });

        var posting = Answer().PostAsync(Whole(), Token);
        await _time.PassAsync(TimeSpan.FromSeconds(1), Token);
        await _time.PassAsync(TimeSpan.FromSeconds(59), Token);
        Assert.Equal(2, _channel.Keys.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        await posting;

        Assert.Equal(["post end"], _channel.Said);
        Assert.Single(_channel.Keys.Distinct());
        Assert.Equal(3, _channel.Keys.Count);
    }

    [Fact]
    public async Task Post_PlatformIsAwayForGood_EndsAfterItsPatience()
    {
        _channel.IsAway = true;

        var posting = Answer().PostAsync(Whole(), Token);
        while (_time.GetUtcNow() - _time.Start < ChatAnswer.Patience)
        {
            await _time.PassAsync(TimeSpan.FromSeconds(30), Token);
        }

        await Assert.ThrowsAsync<ChannelAwayException>(() => posting);
        Assert.InRange(_time.GetUtcNow() - _time.Start, ChatAnswer.Patience, ChatAnswer.Patience + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Post_ItsFileIsNotTakenYet_IsEditedAndNotPostedTwice()
    {
        _channel.Troubles.Enqueue(new ChannelAwayException("no upload") { Address = "C1/9" });

        var posting = Answer().PostAsync(Whole(), Token);
        await _time.PassAsync(TimeSpan.FromSeconds(1), Token);
        await posting;

        Assert.Equal(["edit C1/9 end"], _channel.Said);
    }

    [Fact]
    public async Task Update_CardWasDeleted_StepPassesAndTheWholeCardIsAnotherMessage()
    {
        var answer = Answer();
        await answer.PostAsync(Working(), Token);
        _channel.Troubles.Enqueue(new MessageGoneException("deleted"));
        _channel.Troubles.Enqueue(new MessageGoneException("deleted"));

        await answer.UpdateAsync(Working(), Token);
        await answer.UpdateAsync(Whole(), Token);

        Assert.Equal(["post step", "post end"], _channel.Said);
        Assert.Equal(2, _channel.Keys.Distinct().Count());
    }

    [Fact]
    public async Task Post_NothingCanBePostedThere_PersonIsToldOnceAndItIsNotTriedAgain()
    {
        _channel.Troubles.Enqueue(new MessageGoneException("not_in_channel"));

        await Assert.ThrowsAsync<MessageGoneException>(() => Answer().PostAsync(Whole(), Token));

        Assert.Equal(1, _channel.Explained);
        Assert.Empty(_channel.Said);
    }

    [Fact]
    public async Task Post_IsKept_IsTriedOnceAsWhoeverLivesBringsIt()
    {
        var answer = Answer();
        answer.Kept = ("card", (_, _) => Task.CompletedTask);
        _channel.Troubles.Enqueue(new ChannelAwayException("away"));

        await Assert.ThrowsAsync<ChannelAwayException>(() => answer.PostAsync(Whole(), Token));

        Assert.Equal(["card"], _channel.Keys);
    }

    private static ChatMessage Working() => new() { Title = "step", IsWorking = true };

    private static ChatMessage Whole() => new() { Title = "end" };

    private ChatAnswer Answer() => new(_channel, new CountedIds(), new RepeatedTrouble(_time), _time, NullLogger.Instance);

    private sealed class CountedIds : Core.IIdGenerator
    {
        private int _count;

        public string NewId() => FormattableString.Invariant($"id{++_count}");
    }

    private sealed class ScriptedChannel : IChannel, IAsker
    {
        public Queue<Exception> Troubles { get; } = new();

        public bool IsAway { get; set; }

        public List<string> Said { get; } = [];

        public List<string?> Keys { get; } = [];

        public int Explained { get; private set; }

        public string Platform => "test";

        public bool KeepsFiles => false;

        public string Below(string address) => address;

        public IChannel Channel => this;

        public string Place => "C1";

        public bool IsLocal => false;

        public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => SayAsync($"tell {message.Title}");

        public Task ExplainAsync(Core.ReportLanguage language, CancellationToken cancellationToken)
        {
            Explained++;
            return Task.CompletedTask;
        }

        public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
        {
            Keys.Add(key);
            await SayAsync($"post {message.Title}");
            return "C1/1";
        }

        public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => SayAsync($"edit {address} {message.Title}");

        public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => SayAsync($"reply {message.Title}");

        private Task SayAsync(string what)
        {
            if (IsAway || Troubles.TryPeek(out _))
            {
                return Task.FromException(IsAway ? new ChannelAwayException("away") : Troubles.Dequeue());
            }

            Said.Add(what);
            return Task.CompletedTask;
        }
    }
}
