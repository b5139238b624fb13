using System.Text;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>Cards after their process died, and after their result was amended; with a real store.</summary>
public sealed class CardKeeperTests : IAsyncLifetime
{
    private const string Address = "C1/17.5";
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeChannel _slack = new();
    private readonly FakePicture _picture = new();
    private readonly FakeLocator _locator = new();
    private Claim? _kept;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ICardStore Cards => _rig.Services.GetRequiredService<ICardStore>();

    private DateTimeOffset Now => _rig.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _rig.Engine.Local = Rig.Image();
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task DeliverNext_ProcessDiedBeforeTheVerdict_CardIsFinishedOnce()
    {
        var scan = await _rig.ScanAsync();
        await KeepAsync(scan, "dead worker");
        await Cards.EndLeasesAsync("dead worker", Token);

        Assert.Equal(TimeSpan.Zero, await DeliverAsync());
        Assert.NotEqual(TimeSpan.Zero, await DeliverAsync());

        var (what, address, message) = Assert.Single(_slack.Said);
        Assert.Equal(("update", Address), (what, address));
        Assert.Equal(Verdict.None, message.Verdict?.Verdict);
        Assert.False(message.IsWorking);
    }

    [Fact]
    public async Task DeliverNext_ProcessDiedBeforeItPosted_CardIsPostedOnceAndThenEdited()
    {
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, Now, 9));
        await AmendAsync(address: null, beforeAmendment: async () =>
        {
            await Cards.EndLeasesAsync("other", Token);
            await DeliverAsync();
        });

        await DeliverAsync();

        Assert.Equal([("post", "C1"), ("update", _slack.Posted), ("reply", _slack.Posted)], _slack.Said.Select(each => (each.What, each.Address)));
        Assert.Equal(["card"], _slack.Keys);
    }

    [Fact]
    public async Task DeliverNext_PostIsNotTaken_IsPostedWhenThePlatformIsBack()
    {
        await KeepAsync(await _rig.ScanAsync(), "dead worker", address: null);
        await Cards.EndLeasesAsync("dead worker", Token);
        _slack.Trouble = new InvalidOperationException("down");
        await DeliverAsync();
        _slack.Trouble = null;
        _rig.Time.Advance(TimeSpan.FromSeconds(5));

        await DeliverAsync();

        Assert.Equal("post", Assert.Single(_slack.Said).What);
    }

    [Fact]
    public async Task DeliverNext_CardWasKorean_IsFinishedInKorean()
    {
        await KeepAsync(await _rig.ScanAsync(), "dead worker", ReportLanguage.Korean);
        await Cards.EndLeasesAsync("dead worker", Token);

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
    public async Task DeliverNext_MessageWasDeletedBeforeItsVerdict_VerdictIsAnotherMessage()
    {
        await DueAsync();
        _slack.IsDeleted = true;

        await DeliverAsync();

        Assert.Equal([("post", "C1")], _slack.Said.Select(each => (each.What, each.Address)));
        Assert.NotEqual("card", Assert.Single(_slack.Keys));
    }

    [Fact]
    public async Task DeliverNext_MessageIsThereAndItsFileIsNot_IsEditedAndNotPostedTwice()
    {
        await KeepAsync(await _rig.ScanAsync(), "dead worker", address: null);
        await Cards.EndLeasesAsync("dead worker", Token);
        _slack.Trouble = new ChannelAwayException("no upload") { Address = "C1/19.0" };
        await DeliverAsync();
        _slack.Trouble = null;
        _rig.Time.Advance(TimeSpan.FromSeconds(5));

        await DeliverAsync();

        Assert.Equal([("update", "C1/19.0")], _slack.Said.Select(each => (each.What, each.Address)));
    }

    [Fact]
    public async Task DeliverNext_AnotherPlatformsCard_IsNotTouched()
    {
        await DueAsync();

        await Keeper().DeliverNextAsync(new FakeChannel("discord"), Token);
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
        await AmendAsync();

        await DeliverAsync();
        await DeliverAsync();

        Assert.Equal(said, _slack.Said.Select(each => each.What));
        Assert.Equal(answer == Reputation.Malicious ? Verdict.High : Verdict.None, _slack.Said[0].Message.Verdict?.Verdict);
    }

    [Fact]
    public async Task DeliverNext_AnswerCameBeforeTheCardWasNotedAsShown_BadNewsIsSaidAllTheSame()
    {
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, Now, 9));

        await AmendAsync(isNotedLate: true);
        await DeliverAsync();

        Assert.Equal(["update", "reply"], _slack.Said.Select(each => each.What));
    }

    [Theory]
    [InlineData(null, "post", "C1")]
    [InlineData(Address, "update", Address)]
    public async Task DeliverNext_ReportIsOwed_IsBroughtOnceInItsLanguage(string? address, string what, string where)
    {
        await OweReportAsync(address);

        Assert.Equal(TimeSpan.Zero, await DeliverAsync());
        _rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(TimeSpan.Zero, await DeliverAsync());

        var said = Assert.Single(_slack.Said);
        Assert.Equal((what, where), (said.What, said.Address));
        Assert.EndsWith("Korean False", Encoding.UTF8.GetString(said.Message.Attachment!.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliverNext_ReportIsNotTaken_IsOwedUntilItIs()
    {
        await OweReportAsync(address: null);
        _slack.Trouble = new InvalidOperationException("down");
        await DeliverAsync();
        _slack.Trouble = null;
        _rig.Time.Advance(TimeSpan.FromSeconds(5));

        await DeliverAsync();

        Assert.Equal("post", Assert.Single(_slack.Said).What);
    }

    [Fact]
    public async Task DeliverNext_CardIsEdited_ItsLinkIsRenewed()
    {
        _locator.Link = _ => new ReportLink(new Uri("https://scan.example/x"), Now.AddDays(30));
        _slack.KeepsFiles = false;
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now, 0));
        await AmendAsync(address: null, beforeAmendment: async () =>
        {
            await Cards.EndLeasesAsync("other", Token);
            await DeliverAsync();
        });
        _rig.Time.Advance(TimeSpan.FromDays(20));

        await DeliverAsync();

        var ends = _slack.Said.Select(said => said.Message.Fields.Single(field => field.Link is not null).Value).ToList();
        Assert.Equal(2, ends.Distinct(StringComparer.Ordinal).Count());
        Assert.EndsWith(FormattableString.Invariant($"{Now.AddDays(30):yyyy-MM-dd}"), ends[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliverNext_ReportCannotBeLocated_VerdictIsToldAllTheSame()
    {
        _locator.Trouble = new EngineException(new ScanFailure(FailureKind.DiskFull, "/data is full"));
        await DueAsync();

        await DeliverAsync();

        Assert.Equal(Verdict.None, Assert.Single(_slack.Said).Message.Verdict?.Verdict);
        Assert.All(_locator.Asked, asked => Assert.False(asked.IsLocal));
    }

    [Fact]
    public async Task DeliverNext_Verdict_BringsItsPicture()
    {
        await DueAsync();

        await DeliverAsync();

        var attachment = Assert.Single(_slack.Said).Message.Attachment;
        Assert.Equal("image/png", attachment?.MediaType);
        Assert.Equal(FakePicture.Png, attachment?.Content.ToArray());
    }

    [Fact]
    public async Task DeliverNext_PictureCannotBeDrawn_CardIsFinishedWithoutIt()
    {
        _picture.Trouble = new DllNotFoundException("no such library");
        await DueAsync();

        await DeliverAsync();

        var message = Assert.Single(_slack.Said).Message;
        Assert.Equal((Verdict.None, null), (message.Verdict?.Verdict, message.Attachment));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task DeliverNext_CardIsShownAlready_FileComesAgainOnlyWhereAnEditDropsIt(bool keepsFiles, int files)
    {
        _slack.KeepsFiles = keepsFiles;
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now, 0));
        await AmendAsync();

        await DeliverAsync();

        Assert.Equal(files, Assert.Single(_slack.Said).Message.Attachment is null ? 0 : 1);
        Assert.Equal(files, _picture.Drawn);
    }

    private async Task AmendAsync(bool isNotedLate = false, string? address = Address, Func<Task>? beforeAmendment = null)
    {
        _rig.Autorun.Scan = (_, _) => Task.FromResult(new ScannerOutcome
        {
            Outcome = StageOutcome.Completed, Network = [new NetworkContact("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", null, "called")],
        });
        await KeepAsync(await _rig.ScanAsync(), "other", address: address);
        await (beforeAmendment is not null ? beforeAmendment() : isNotedLate ? Task.CompletedTask : Cards.ShownAsync(_kept!, 0, Token));
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token);
        _rig.Time.Advance(TimeSpan.FromSeconds(5));
        await (isNotedLate ? Cards.ShownAsync(_kept!, 0, Token) : Task.CompletedTask);
        await _rig.Services.GetRequiredService<ResultAmender>().RunAsync(FakeReputationSource.FreeKey, Token);
    }

    private async Task OweReportAsync(string? address)
    {
        var scan = await _rig.ScanAsync();
        await Cards.KeepAsync(
            new KeptCard("card", scan.Id, "slack", "C1", address, Joined: false, ReportLanguage.Korean, CardKind.Report), "dead worker", CardOutbox.Lease, Token);
        await Cards.EndLeasesAsync("dead worker", Token);
    }

    private async Task DueAsync()
    {
        await KeepAsync(await _rig.ScanAsync(), "dead worker");
        await Cards.EndLeasesAsync("dead worker", Token);
    }

    private async Task KeepAsync(ScanResult scan, string owner, ReportLanguage language = ReportLanguage.English, string? address = Address)
        => _kept = await Cards.KeepAsync(new KeptCard("card", scan.Id, "slack", "C1", address, Joined: false, language), owner, CardOutbox.Lease, Token);

    private Task<TimeSpan> DeliverAsync() => Keeper().DeliverNextAsync(_slack, Token);

    private CardKeeper Keeper() => Keepers.Make(_rig, _slack, _locator, _picture, new FakeRenderer());
}
