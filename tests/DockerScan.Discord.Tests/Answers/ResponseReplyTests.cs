using DockerScan.Core;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Discord.Tests.Answers;

public sealed class ResponseReplyTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_AnswerGiven_IsThatOneAndNoOther()
    {
        var reply = new ResponseReply(_time);

        Assert.True(await reply.TryGiveAsync(DiscordCallback.Deferred, Token));
        Assert.False(await reply.TryGiveAsync(DiscordCallback.Busy(ReportLanguage.English), Token));

        Assert.Same(DiscordCallback.Deferred, await reply.WaitAsync(Token));
    }

    [Fact]
    public async Task Wait_NoAnswerInTime_IsNoneAndALaterOneIsNotTaken()
    {
        var reply = new ResponseReply(_time);
        var wait = reply.WaitAsync(Token);

        _time.Advance(DiscordAskers.ReplyLimit);

        Assert.Null(await wait);
        Assert.False(await reply.TryGiveAsync(DiscordCallback.Deferred, Token));
    }

    [Fact]
    public async Task Wait_CallerGone_ALaterAnswerIsNotTaken()
    {
        var reply = new ResponseReply(_time);

        Assert.Null(await reply.WaitAsync(new CancellationToken(canceled: true)));
        Assert.False(await reply.TryGiveAsync(DiscordCallback.Deferred, Token));
    }
}
