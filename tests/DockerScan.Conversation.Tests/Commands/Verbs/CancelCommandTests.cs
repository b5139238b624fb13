using DockerScan.Conversation.Requests;
using DockerScan.Core.Stores;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

public sealed class CancelCommandTests
{
    private readonly FakeScanService _scans = new();

    [Theory]
    [InlineData("test:T1/C1/U1", false, true)]
    [InlineData("test:T1/C7/U1", false, true)]
    [InlineData("test:T1/C1/U2", false, false)]
    [InlineData("test:T2/C1/U1", false, false)]
    [InlineData("cli", false, false)]
    [InlineData("test:T1/C1/U2", true, true)]
    [InlineData("cli", true, true)]
    public async Task Execute_ScanOfAPerson_IsForThatPersonAndWhomARuleNames(string requester, bool isForOthers, bool isCancelled)
    {
        _scans.Requester = requester;
        var harness = new ChatHarness(_scans);
        harness.Authorizer.IsForOthers = isForOthers;

        var outcome = await harness.RouteAsync($"cancel {Sample.Id}");

        Assert.Equal(isCancelled ? CommandOutcome.Completed : CommandOutcome.Rejected, outcome);
        Assert.Equal(isCancelled ? 1 : 0, _scans.Cancelled.Count);
    }

    [Theory]
    [InlineData(CancelAnswer.Cancelled, CommandOutcome.Completed, "is cancelled")]
    [InlineData(CancelAnswer.Ended, CommandOutcome.Rejected, "has ended already")]
    [InlineData(CancelAnswer.Asked, CommandOutcome.Rejected, "was told to stop")]
    [InlineData(CancelAnswer.Unknown, CommandOutcome.Rejected, "There is no scan")]
    public async Task Execute_Cancelled_SaysWhatReallyBecameOfIt(CancelAnswer answer, CommandOutcome expected, string words)
    {
        _scans.CancelAnswer = answer;
        var harness = new ChatHarness(_scans);

        var outcome = await harness.RouteAsync($"cancel {Sample.Id}");

        Assert.Equal(expected, outcome);
        Assert.Contains(words, $"{harness.Responder.Last.Title} {harness.Responder.Last.Text}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_NoSuchScan_SaysSo()
    {
        _scans.Requester = null;

        var answer = await new ChatHarness(_scans).SendAsync($"cancel {Sample.Id}");

        Assert.Contains("There is no scan", answer.Text, StringComparison.Ordinal);
        Assert.Empty(_scans.Cancelled);
    }
}
