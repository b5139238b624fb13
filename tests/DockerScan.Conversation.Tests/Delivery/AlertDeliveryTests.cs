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

    [Fact]
    public async Task DeliverNext_ThreadIsGone_StandsInTheChannel()
    {
        var first = await OweAsync(AlertSamples.Alert());
        await DeliverAsync();
        await OweAsync(AlertSamples.Alert("watch000001@2") with { Follows = first.Id });
        _slack.Refuses = place => place == "C1" ? null : new MessageGoneException("thread_not_found");

        await DeliverAsync();

        Assert.Equal([("post", "C1"), ("post", "C1")], _slack.Said.Select(each => (each.What, each.Address)));
    }

    [Fact]
    public async Task DeliverNext_ChannelIsGone_TheOwnerIsToldOnceAndTheWatchGoesOn()
    {
        var watches = _rig.Services.GetRequiredService<IWatchStore>();
        await watches.PutAsync(WatchSamples.Watch(), Token);
        _slack.Refuses = place => place == "C1" ? new MessageGoneException("channel_not_found") : null;
        await OweAsync(AlertSamples.Alert());
        await DeliverAsync();
        await OweAsync(AlertSamples.Alert("watch000001@2"));
        await DeliverAsync();

        var lost = Assert.Single((await watches.FindAsync("watch000001", Token))!.Lost);
        Assert.Equal(("slack", "C1", "channel_not_found"), (lost.Platform, lost.Channel, lost.Reason));
        var owed = Assert.Single(await Alerts.ListOwedAsync(10, TimeSpan.Zero, Token), each => each.Alert.Kind == AlertKind.Lost);
        Assert.Equal([new WatchPlace("slack", "U1")], owed.Alert.Places);
        await Alerts.RelayedAsync(owed.Alert.Id, 0, Token);

        _slack.Refuses = _ => null;
        await OweAsync(AlertSamples.Alert("watch000001@3"));
        await DeliverAsync();

        Assert.Empty((await watches.FindAsync("watch000001", Token))!.Lost);
    }

    /// <summary>Of an owner who has left no platform tells: a message to them is taken, and nobody reads it.</summary>
    [Theory]
    [InlineData("slack:T1/C1/U1", "slack:U1 slack:C2")]
    [InlineData("discord:G1/300/U9", "slack:C2")]
    [InlineData("cli", "slack:C2")]
    public async Task DeliverNext_ChannelIsGoneAndMaybeTheOwnerToo_AnotherChannelIsToldAsWell(string owner, string told)
    {
        var watches = _rig.Services.GetRequiredService<IWatchStore>();
        await watches.PutAsync(WatchSamples.Watch(owner: owner) with { Places = [new WatchPlace("slack", "C1"), new WatchPlace("slack", "C2"), new WatchPlace("slack", "C3")] }, Token);
        _slack.Refuses = place => place == "C1" ? new MessageGoneException("is_archived") : null;
        await OweAsync(AlertSamples.Alert());

        await DeliverAsync();

        var owed = Assert.Single(await Alerts.ListOwedAsync(10, TimeSpan.Zero, Token), each => each.Alert.Kind == AlertKind.Lost);
        Assert.Equal(told, string.Join(' ', owed.Alert.Places));
    }

    [Fact]
    public async Task DeliverNext_Receiver_GetsEachRevisionAsDataUnderItsOwnKey()
    {
        var receiver = new Receiver();
        var alert = AlertSamples.Alert() with { Places = [new WatchPlace("webhook", "soc")] };
        await Alerts.PutAsync(alert, Token);
        var card = CardOf(alert) with { Id = alert.CardAt(alert.Places[0]), Platform = "webhook", Place = "soc" };
        await Cards.ReleaseAsync(await Cards.KeepAsync(card, "x", TimeSpan.Zero, Token), TimeSpan.Zero, isFailure: false, Token);
        receiver.Trouble = new ChannelAwayException("answered 503") { RetryAfter = TimeSpan.FromMinutes(20) };
        await Keepers.Make(_rig, receiver).DeliverNextAsync(receiver, Token);
        _rig.Time.Advance(TimeSpan.FromMinutes(19));
        await Keepers.Make(_rig, receiver).DeliverNextAsync(receiver, Token);
        Assert.Equal(1, receiver.Tries);

        receiver.Trouble = null;
        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        await Keepers.Make(_rig, receiver).DeliverNextAsync(receiver, Token);
        await Keepers.Make(_rig, receiver).DeliverNextAsync(receiver, Token);
        await Alerts.PutAsync(alert with { Revision = 1 }, Token);
        await Cards.WantAsync(alert.Id, 1, Token);
        await Keepers.Make(_rig, receiver).DeliverNextAsync(receiver, Token);
        await Keepers.Make(_rig, receiver).DeliverNextAsync(receiver, Token);

        Assert.Equal([("soc", $"{card.Id}_0"), ("soc", $"{card.Id}_1")], receiver.Sent);
    }

    private sealed class Receiver : IAlertReceiver
    {
        public List<(string Place, string Key)> Sent { get; } = [];

        public int Tries { get; private set; }

        public Exception? Trouble { get; set; }

        public string Platform => "webhook";

        public bool KeepsFiles => false;

        public string Below(string address) => address;

        public Task SendAsync(string place, string key, Alert alert, CancellationToken cancellationToken)
        {
            Tries++;
            if (Trouble is not null)
            {
                return Task.FromException(Trouble);
            }

            Sent.Add((place, key));
            return Task.CompletedTask;
        }

        public Task<string> PostAsync(string place, string? key, Conversation.Messages.ChatMessage message, CancellationToken cancellationToken) => Task.FromException<string>(new NotSupportedException());

        public Task UpdateAsync(string address, Conversation.Messages.ChatMessage message, CancellationToken cancellationToken) => Task.FromException(new NotSupportedException());

        public Task ReplyAsync(string address, Conversation.Messages.ChatMessage message, CancellationToken cancellationToken) => Task.FromException(new NotSupportedException());
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
