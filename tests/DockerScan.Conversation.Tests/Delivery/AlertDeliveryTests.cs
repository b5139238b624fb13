using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>Alerts by the one courier that brings every card, over a real store: posted once, edited, and below the one that they belong to.</summary>
public sealed class AlertDeliveryTests : IAsyncLifetime
{
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeChannel _slack = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ICardStore Cards => _rig.Services.GetRequiredService<ICardStore>();

    private IAlertStore Alerts => _rig.Services.GetRequiredService<IAlertStore>();

    public async ValueTask InitializeAsync() => await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task DeliverNext_Alert_IsPostedOnceAndEditedWhenItChanges()
    {
        var alert = await OweAsync(AlertSamples.Alert());

        await DeliverAsync();
        await DeliverAsync();
        await Alerts.PutAsync(alert with { Revision = 1 }, Token);
        await Cards.WantAsync(alert.Id, 1, Token);
        await DeliverAsync();
        await DeliverAsync();

        Assert.Equal([("post", "C1"), ("update", _slack.Posted)], _slack.Said.Select(each => (each.What, each.Address)));
        Assert.Equal([alert.CardAt(new WatchPlace("slack", "C1"))], _slack.Keys);
    }

    [Fact]
    public async Task DeliverNext_PlatformIsAway_ComesLaterAndOnce()
    {
        await OweAsync(AlertSamples.Alert());
        _slack.Trouble = new ChannelAwayException("down");
        await DeliverAsync();
        _slack.Trouble = null;
        await DeliverAsync();
        Assert.Empty(_slack.Said);

        _rig.Time.Advance(TimeSpan.FromSeconds(6));
        await DeliverAsync();

        Assert.Equal("post", Assert.Single(_slack.Said).What);
    }

    [Fact]
    public async Task DeliverNext_FollowUp_StandsBelowTheAlertThatItBelongsTo()
    {
        var first = await OweAsync(AlertSamples.Alert());
        await DeliverAsync();
        await OweAsync(AlertSamples.Alert("watch000001@2") with { Follows = first.Id });

        await DeliverAsync();

        Assert.Equal([("post", "C1"), ("post", _slack.Posted + "/below")], _slack.Said.Select(each => (each.What, each.Address)));
    }

    [Fact]
    public async Task DeliverNext_FollowUpBeforeTheFirstIsPosted_Waits()
    {
        var first = AlertSamples.Alert();
        await Alerts.PutAsync(first, Token);
        await Cards.KeepAsync(CardOf(first), "somebody", CardOutbox.Lease, Token);
        await OweAsync(AlertSamples.Alert("watch000001@2") with { Follows = first.Id });

        await DeliverAsync();

        Assert.Empty(_slack.Said);
    }

    [Fact]
    public async Task DeliverNext_FollowUpOfOneThatIsGone_StandsInTheChannel()
    {
        await OweAsync(AlertSamples.Alert("watch000001@2") with { Follows = AlertSamples.Alert().Id });

        await DeliverAsync();

        Assert.Equal(("post", "C1"), (_slack.Said[0].What, _slack.Said[0].Address));
    }

    [Fact]
    public async Task DeliverNext_SomebodyDeletedTheCard_IsNotPostedAnew()
    {
        var alert = await OweAsync(AlertSamples.Alert());
        await DeliverAsync();
        _slack.IsDeleted = true;
        await Alerts.PutAsync(alert with { Revision = 1 }, Token);
        await Cards.WantAsync(alert.Id, 1, Token);

        await DeliverAsync();
        await DeliverAsync();

        Assert.Single(_slack.Said);
        Assert.Null(await Cards.FindAsync(CardOf(alert).Id, Token));
    }

    [Fact]
    public async Task DeliverNext_AlertIsGone_IsForgotten()
    {
        var alert = AlertSamples.Alert();
        await Cards.ReleaseAsync(await Cards.KeepAsync(CardOf(alert), "x", TimeSpan.Zero, Token), TimeSpan.Zero, isFailure: false, Token);

        await DeliverAsync();

        Assert.Empty(_slack.Said);
        Assert.Null(await Cards.FindAsync(CardOf(alert).Id, Token));
    }

    private static KeptCard CardOf(Alert alert) => new(alert.CardAt(new WatchPlace("slack", "C1")), alert.Id, "slack", "C1", null, Joined: false, ReportLanguage.English, CardKind.Alert);

    private async Task<Alert> OweAsync(Alert alert)
    {
        await Alerts.PutAsync(alert, Token);
        await Cards.ReleaseAsync(await Cards.KeepAsync(CardOf(alert), "x", TimeSpan.Zero, Token), TimeSpan.Zero, isFailure: false, Token);
        return alert;
    }

    private Task<TimeSpan> DeliverAsync() => Keepers.Make(_rig, _slack).DeliverNextAsync(_slack, Token);
}
