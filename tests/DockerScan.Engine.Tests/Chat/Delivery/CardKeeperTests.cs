using DockerScan.Core;
using DockerScan.Core.Cards;
using DockerScan.Core.Ports;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat;
using DockerScan.Engine.Chat.Delivery;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Engine.Tests.Chat.Delivery;

/// <summary>Cards after their process died, and after their result was amended; with a real store.</summary>
public sealed class CardKeeperTests : IAsyncLifetime, IDisposable
{
    private const string Address = "C1/17.5";
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeOutlet _slack = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ICardStore Cards => _rig.Services.GetRequiredService<ICardStore>();

    private DateTimeOffset Now => _rig.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _rig.Engine.Local = Rig.Image();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task DeliverNext_ProcessDiedBeforeTheVerdict_CardIsFinishedOnce()
    {
        var scan = await _rig.ScanAsync();
        await KeepAsync(scan, "dead worker");
        await Cards.EndLeasesAsync("dead worker", Now, Token);

        Assert.Equal(TimeSpan.Zero, await DeliverAsync());
        Assert.NotEqual(TimeSpan.Zero, await DeliverAsync());

        var (what, address, message) = Assert.Single(_slack.Said);
        Assert.Equal(("update", Address), (what, address));
        Assert.Equal(Verdict.None, message.Verdict?.Verdict);
        Assert.False(message.IsWorking);
    }

    [Fact]
    public async Task DeliverNext_CardWasKorean_IsFinishedInKorean()
    {
        await KeepAsync(await _rig.ScanAsync(), "dead worker", ReportLanguage.Korean);
        await Cards.EndLeasesAsync("dead worker", Now, Token);

        await DeliverAsync();

        Assert.Equal("발견 없음", Assert.Single(_slack.Said).Message.Verdict?.Label);
    }

    [Fact]
    public async Task DeliverNext_OwnerLives_CardIsLeftToIt()
    {
        await KeepAsync(await _rig.ScanAsync(), "other");

        await DeliverAsync();

        Assert.Empty(_slack.Said);
    }

    [Fact]
    public async Task DeliverNext_PlatformIsDown_IsTriedAgainLaterAndNothingIsLost()
    {
        await DueAsync();
        _slack.Trouble = new InvalidOperationException("down");
        await DeliverAsync();
        _slack.Trouble = null;

        await DeliverAsync();
        Assert.Empty(_slack.Said);
        _rig.Time.Advance(TimeSpan.FromSeconds(5));
        await DeliverAsync();

        Assert.Single(_slack.Said);
    }

    [Fact]
    public async Task DeliverNext_MessageWasDeleted_IsForgotten()
    {
        await DueAsync();
        _slack.Trouble = new MessageGoneException("message_not_found");
        await DeliverAsync();
        _slack.Trouble = null;
        _rig.Time.Advance(TimeSpan.FromDays(1));

        await DeliverAsync();

        Assert.Empty(_slack.Said);
    }

    [Fact]
    public async Task DeliverNext_AnotherPlatformsCard_IsNotTouched()
    {
        await DueAsync();

        await Keeper().DeliverNextAsync(new FakeOutlet("discord"), Token);
        await DeliverAsync();

        Assert.Single(_slack.Said);
    }

    [Theory]
    [InlineData(Reputation.Malicious, new[] { "update", "reply" })]
    [InlineData(Reputation.Harmless, new[] { "update" })]
    public async Task DeliverNext_ResultWasAmended_CardIsEditedAndOnlyBadNewsIsSaid(Reputation answer, string[] said)
    {
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(answer, Now, 9));
        _rig.Autorun.Scan = (_, _) => Task.FromResult(new ScannerOutcome
        {
            Outcome = StageOutcome.Completed, Network = [new NetworkContact("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", null, "called")],
        });
        var scan = await _rig.ScanAsync();
        await KeepAsync(scan, "other");
        await Cards.ShownAsync("card", 0, Now, Token);
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token);
        await _rig.Services.GetRequiredService<ResultAmender>().RunAsync(FakeReputationSource.FreeKey, Token);

        await DeliverAsync();
        await DeliverAsync();

        Assert.Equal(said, _slack.Said.Select(each => each.What));
        Assert.Equal(answer == Reputation.Malicious ? Verdict.High : Verdict.None, _slack.Said[0].Message.Verdict?.Verdict);
    }

    private async Task DueAsync()
    {
        await KeepAsync(await _rig.ScanAsync(), "dead worker");
        await Cards.EndLeasesAsync("dead worker", Now, Token);
    }

    private Task KeepAsync(ScanResult scan, string owner, ReportLanguage language = ReportLanguage.English)
        => Cards.KeepAsync(new KeptCard("card", scan.Id, "slack", Address, Joined: false, language), owner, CardOutbox.Lease, Now, Token);

    private Task<TimeSpan> DeliverAsync() => Keeper().DeliverNextAsync(_slack, Token);

    private CardKeeper Keeper() => new(
        [_slack], Cards, _rig.Services.GetRequiredService<IScanStore>(), new VerdictCards(_rig.Scans, new NoReportLocator(), null),
        _rig.Services.GetRequiredService<WorkerPresence>(), _rig.Time, NullLogger<CardKeeper>.Instance);
}
