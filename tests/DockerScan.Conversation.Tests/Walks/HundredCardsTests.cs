using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;
using DockerScan.TestKit.Dummies;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Walks;

/// <summary>With a hundred scans in flight a card shows a step within 1.2 s of the clock after its stage ended. How busy the machine is does not matter: the clock goes on only when the test says so.</summary>
public sealed class HundredCardsTests : IAsyncLifetime
{
    private const int Many = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly Rig _rig = new(withSqlite: true, add: services => services.AddSingleton<IWatchedTags>(new FakeTags()).AddWatches().AddChatCommands().AddDummyChannel());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IScanStore Scans => _rig.Services.GetRequiredService<IScanStore>();

    public async ValueTask InitializeAsync() => await Scans.InitializeAsync(Token);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Step_HundredScansInFlight_IsShownWithinItsTime()
    {
        var channel = _rig.Services.GetRequiredService<DummyChannel>();
        for (var scan = 0; scan < Many; scan++)
        {
            await channel.TypeAsync(FormattableString.Invariant($"scan app:{scan}"), Token);
        }

        List<Claimed<ScanJob>> claimed = [];
        while (await Scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromHours(1)), Token) is { } next)
        {
            claimed.Add(next);
        }

        await UntilAsync(() => channel.Messages.Count == Many, TimeSpan.FromMinutes(1));
        await UntilAsync(() => channel.Messages.All(card => card.Text.Contains("Running", StringComparison.Ordinal)), TimeSpan.FromMinutes(1));
        var hub = _rig.Services.GetRequiredService<ScanProgressHub>();

        var before = _rig.Time.GetUtcNow();
        claimed.ForEach(each => hub.Report(each.Item.Id, new StageProgress(StageIds.Trivy, StageOutcome.Completed, null, null)));
        await UntilAsync(() => channel.Messages.All(card => card.Progress.Any(line => line.Outcome == StageOutcome.Completed)), Longest);

        Assert.Equal(Many, claimed.Count);
        Assert.InRange(_rig.Time.GetUtcNow() - before, TimeSpan.Zero, Longest);
    }

    // Lets the clock go on, so far and no further, until it is true.
    private async Task UntilAsync(Func<bool> isTrue, TimeSpan longest)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var gone = TimeSpan.Zero; !isTrue(); await timer.WaitForNextTickAsync(limit.Token))
        {
            if (gone < longest)
            {
                _rig.Time.Advance(Tick);
                gone += Tick;
            }
        }
    }
}
