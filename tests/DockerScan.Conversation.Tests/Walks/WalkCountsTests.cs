using System.Collections.Concurrent;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core.Reports;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;
using DockerScan.TestKit.Doubles;
using DockerScan.TestKit.Dummies;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Walks;

/// <summary>On the walks of docs/architecture.md nothing is scanned, stored, read back, drawn or said twice.</summary>
public sealed class WalkCountsTests : IAsyncLifetime
{
    private readonly FakePicture _picture = new();
    private readonly Rig _rig;
    private ConcurrentDictionary<string, int> _scans = [];
    private ConcurrentDictionary<string, int> _cards = [];
    private ConcurrentDictionary<string, int> _said = [];

    public WalkCountsTests() => _rig = new Rig(withSqlite: true, add: services =>
    {
        services.AddSingleton<IResultPicture>(_picture);
        services.AddSingleton<IWatchedTags>(new FakeTags()).AddWatches().AddChatCommands().AddDummyChannel();
        _scans = Counters.Before<IScanStore>(services);
        _cards = Counters.Before<ICardStore>(services);
        _said = Counters.Before<IChannel>(services);
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DummyChannel Channel => _rig.Services.GetRequiredService<DummyChannel>();

    public async ValueTask InitializeAsync()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _rig.Engine.Local = Rig.Image();
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task CommandToPostedCard_EachStep_IsTakenOnce()
    {
        await ScanAsync();

        AssertOnce(_scans, nameof(IScanStore.EnqueueAsync), nameof(IScanStore.ClaimAsync), nameof(IScanStore.FinishAsync), nameof(IScanStore.FindResultAsync), nameof(IScanStore.FindReusableAsync));
        AssertOnce(_cards, nameof(ICardStore.KeepAsync), nameof(ICardStore.PostedAsync), nameof(ICardStore.WantAsync), nameof(ICardStore.ShownAsync));
        Assert.Equal([1, 1, 1], [_rig.Trivy.Runs, _rig.ImageConfig.Runs, _rig.Autorun.Runs]);
        Assert.Equal(1, _picture.Drawn);
        Assert.NotNull(Assert.Single(Channel.Messages).Verdict);
        AssertOnce(_said, nameof(IChannel.PostAsync));
        AssertNone(_said, nameof(IChannel.FindAsync), nameof(IChannel.ReplyAsync));
        AssertNone(_scans, nameof(IScanStore.AmendAsync), nameof(IScanStore.ReleaseAsync), nameof(IScanStore.FinishWithAsync));
        AssertNone(_cards, nameof(ICardStore.ClaimAsync), nameof(ICardStore.ReleaseAsync));
    }

    [Fact]
    public async Task AmendedResultToEditedCard_EachStep_IsTakenOnce()
    {
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, _rig.Time.GetUtcNow(), 9));
        _rig.Autorun.Scan = (_, _) => Task.FromResult(new ScannerOutcome
        {
            Outcome = StageOutcome.Completed, Network = [new NetworkContact("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", null, "called")],
        });
        await ScanAsync();
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token);
        Forget();
        var drawn = _picture.Drawn;

        await _rig.Services.GetRequiredService<ResultAmender>().RunAsync(FakeReputationSource.FreeKey, Token);
        var channel = _rig.Services.GetRequiredService<IChannel>();
        Assert.Equal(TimeSpan.Zero, await _rig.Services.GetRequiredService<CardKeeper>().DeliverNextAsync(channel, Token));

        // The amender reads the result that it changes, and the card the one that it shows.
        Assert.Equal(2, _scans[nameof(IScanStore.FindResultAsync)]);
        AssertOnce(_scans, nameof(IScanStore.AmendAsync));
        AssertOnce(_cards, nameof(ICardStore.WantAsync), nameof(ICardStore.ClaimAsync), nameof(ICardStore.ShownAsync));
        AssertOnce(_said, nameof(IChannel.UpdateAsync), nameof(IChannel.ReplyAsync));
        AssertNone(_said, nameof(IChannel.PostAsync), nameof(IChannel.FindAsync));
        AssertNone(_scans, nameof(IScanStore.FinishAsync), nameof(IScanStore.EnqueueAsync), nameof(IScanStore.ClaimAsync));
        Assert.Equal([1, 1, 1], [_rig.Trivy.Runs, _rig.ImageConfig.Runs, _rig.Autorun.Runs]);
        Assert.Equal(drawn + 1, _picture.Drawn);
    }

    [Fact]
    public async Task CancelFromAnotherProcess_EachStep_IsTakenOnce()
    {
        using var other = new Rig(beside: _rig);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Trivy.Scan = async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("it was to be stopped");
        };
        await Channel.TypeAsync("scan redis:7", Token);
        var working = _rig.Worker.RunNextAsync(only: null, OnStop.Cancel, Token);
        await started.Task.WaitAsync(Token);
        Forget();

        var scan = (await _rig.Services.GetRequiredService<IScanStore>().ListRunningAsync(Token)).Single();
        var cancelling = other.Scans.CancelAsync(scan, Token);
        await _rig.SettleAsync(working, seconds: 3);
        await _rig.SettleAsync(cancelling);
        await _rig.SettleAsync(_rig.Services.GetRequiredService<CardFollowers>().WhenIdleAsync());

        Assert.Equal(CancelAnswer.Cancelled, await cancelling);
        AssertOnce(_scans, nameof(IScanStore.StopAsync));
        AssertNone(_scans, nameof(IScanStore.FinishAsync), nameof(IScanStore.ReleaseAsync), nameof(IScanStore.ClaimAsync), nameof(IScanStore.EnqueueAsync));
        Assert.Equal([1, 0], [_rig.Trivy.Runs, _picture.Drawn]);
        AssertOnce(_cards, nameof(ICardStore.WantAsync), nameof(ICardStore.ShownAsync));
        Assert.Contains("was cancelled", Assert.Single(Channel.Messages).Text, StringComparison.Ordinal);
    }

    private async Task ScanAsync()
    {
        // Through the channel that is counted: the dummy's own people speak past it.
        var request = new ChatRequest { Platform = DummyChannel.Name, Place = DummyChannel.Place, User = "somebody", Text = "scan redis:7" };
        await _rig.Services.GetRequiredService<CommandRouter>().RouteAsync(request, new Asker(_rig.Services.GetRequiredService<IChannel>()), Token);
        Assert.True(await _rig.Worker.RunNextAsync(only: null, OnStop.Cancel, Token));
        await _rig.SettleAsync(_rig.Services.GetRequiredService<CardFollowers>().WhenIdleAsync());
    }

    private void Forget()
    {
        _scans.Clear();
        _cards.Clear();
        _said.Clear();
    }

    private static void AssertOnce(ConcurrentDictionary<string, int> calls, params IEnumerable<string> members)
        => Assert.Equal(members.Select(member => (member, 1)), members.Select(member => (member, calls.GetValueOrDefault(member))));

    // A counter that counts nothing would pass: each of these stands beside calls of the same part that are asserted.
    private static void AssertNone(ConcurrentDictionary<string, int> calls, params IEnumerable<string> members)
        => Assert.Equal(members.Select(member => (member, 0)), members.Select(member => (member, calls.GetValueOrDefault(member))));

    private sealed class Asker(IChannel channel) : IAsker
    {
        public IChannel Channel => channel;

        public string Place => DummyChannel.Place;

        public bool IsLocal => false;

        public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => channel.PostAsync(Place, key: null, message, cancellationToken);
    }
}
