using System.Collections.Concurrent;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Rest;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Discord.Tests.Answers;

public sealed class DiscordResponderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeOutlet _channel = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_WithinASecond_WaitsForItsTurn()
    {
        var responder = Responder();
        await responder.PostAsync(Working("1"), Token);

        var update = responder.UpdateAsync(Working("2"), Token);

        Assert.False(update.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await update;
        Assert.Equal(["post 1", "edit 2"], _channel.Calls);
    }

    [Fact]
    public async Task Update_WorkingCardLost_IsLetPass()
    {
        var responder = Responder();
        _channel.Errors.Enqueue(new DiscordException(DiscordProblem.Unavailable, "away"));

        await responder.PostAsync(Working("1"), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await responder.UpdateAsync(new ChatMessage { Title = "end" }, Token);

        Assert.Equal(["post end"], _channel.Calls);
    }

    [Fact]
    public async Task Post_LastCardForbidden_Throws()
    {
        var responder = Responder();
        _channel.Errors.Enqueue(new DiscordException(DiscordProblem.Forbidden, "no"));

        await Assert.ThrowsAsync<DiscordException>(() => responder.PostAsync(new ChatMessage { Title = "end" }, Token));
    }

    [Fact]
    public async Task Post_DiscordAwayForGood_EndsAfterItsPatience()
    {
        var responder = Responder();
        _channel.IsAway = true;

        var post = responder.PostAsync(new ChatMessage { Title = "end" }, Token);
        while (!post.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<DiscordException>(() => post);
    }

    [Fact]
    public async Task Update_CardDeleted_IsPostedAnew()
    {
        var responder = Responder();
        await responder.PostAsync(Working("1"), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        _channel.Errors.Enqueue(new DiscordException(DiscordProblem.NotFound, "gone", 10008));

        await responder.UpdateAsync(new ChatMessage { Title = "end" }, Token);

        Assert.Equal(["post 1", "post end"], _channel.Calls);
    }

    [Theory]
    [InlineData(DiscordProblem.Forbidden, 50013, "Discord has not given the app Attach Files")]
    [InlineData(DiscordProblem.Invalid, 40005, "at most 10.5 MB can be attached")]
    [InlineData(DiscordProblem.Invalid, 50035, "Discord did not take it (50035)")]
    public async Task Post_FileIsNotTaken_MessageGoesWithoutItAndSaysWhy(object problem, int code, string expected)
    {
        _channel.Errors.Enqueue(new DiscordException((DiscordProblem)problem, "no", code));

        await Responder().PostAsync(WithFile(new byte[] { 1 }), Token);

        Assert.Equal(["post end"], _channel.Calls);
        Assert.Contains(expected, Unescaped(), StringComparison.Ordinal);
        Assert.Empty(_channel.Last!.Attachments);
        Assert.Null(_channel.Upload);
    }

    [Fact]
    public async Task Post_FileTooLarge_IsNotEvenTried()
    {
        await Responder().PostAsync(WithFile(new byte[ChatLimits.File + 1]), Token);

        Assert.Null(_channel.Upload);
        Assert.Contains("at most 10.5 MB can be attached", Unescaped(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FileThatIsTheAnswer_GoesAlongWithItsHint()
    {
        await Responder().PostAsync(WithFile(new byte[] { 1, 2 }), Token);

        Assert.Equal([1, 2], _channel.Upload!.Content.ToArray());
        Assert.Equal("Open it.", _channel.Last!.Embeds[0].Description);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_BeforeItIsAccepted_GoesToThePersonAloneOrNowhere(bool isInTime)
    {
        var reply = new FakeReply(() => isInTime);
        var responder = Responder(reply);

        await responder.PostAsync(new ChatMessage { Title = "Not allowed" }, Token);

        var callback = Assert.Single(reply.Given);
        Assert.Equal((4, 64, "Not allowed"), (callback.Type, callback.Data!.Flags!.Value, callback.Data.Embeds[0].Title));
        Assert.Empty(_channel.Calls);
    }

    [Fact]
    public async Task TryAccept_InTime_DefersOpenlyAndThenPosts()
    {
        var reply = new FakeReply(() => true);
        var responder = Responder(reply);

        Assert.True(await responder.TryAcceptAsync(Token));
        await responder.PostAsync(Working("1"), Token);

        Assert.Equal([DiscordCallback.Deferred], reply.Given);
        Assert.Equal(["post 1"], _channel.Calls);
    }

    [Fact]
    public async Task TryAccept_TooLateOrRefused_IsFalse()
    {
        Assert.False(await Responder(new FakeReply(() => false)).TryAcceptAsync(Token));
        Assert.False(await Responder(new FakeReply(() => throw new DiscordException(DiscordProblem.NotFound, "gone"))).TryAcceptAsync(Token));
    }

    [Fact]
    public async Task TryAccept_Message_NeedsNoAnswer() => Assert.True(await Responder().TryAcceptAsync(Token));

    private static ChatMessage WithFile(ReadOnlyMemory<byte> content)
        => new() { Title = "end", Attachment = new ChatAttachment("report.html", "text/html", content) { Hint = "Open it." } };

    private string Unescaped() => _channel.Last!.Embeds[0].Description!.Replace("\\", string.Empty, StringComparison.Ordinal);

    private static ChatMessage Working(string title) => new() { Title = title, IsWorking = true };

    private DiscordResponder Responder(IInteractionReply? reply = null) => new(null, reply, _channel, "1", new RepeatedTrouble(_time), _time, NullLogger.Instance);

    private sealed class FakeReply(Func<bool> take) : IInteractionReply
    {
        public List<DiscordCallback> Given { get; } = [];

        public Task<bool> TryGiveAsync(DiscordCallback callback, CancellationToken cancellationToken)
        {
            Given.Add(callback);
            return Task.FromResult(take());
        }
    }

    private sealed class FakeOutlet : IDiscordOutlet
    {
        public Queue<DiscordException> Errors { get; } = new();

        public bool IsAway { get; set; }

        public ConcurrentQueue<string> Calls { get; } = new();

        public DiscordMessage? Last { get; private set; }

        public DiscordUpload? Upload { get; private set; }

        public Task<string> PostAsync(DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
        {
            Upload = upload;
            Take("post", message);
            return Task.FromResult("1");
        }

        public Task EditAsync(string id, DiscordMessage message, DiscordUpload? upload, CancellationToken cancellationToken)
        {
            Take("edit", message);
            return Task.CompletedTask;
        }

        private void Take(string what, DiscordMessage message)
        {
            if (IsAway)
            {
                throw new DiscordException(DiscordProblem.Unavailable, "away");
            }

            if (Errors.TryDequeue(out var error))
            {
                throw error;
            }

            Last = message;
            Calls.Enqueue($"{what} {message.Embeds[0].Title}");
        }
    }
}
