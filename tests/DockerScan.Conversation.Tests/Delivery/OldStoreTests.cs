using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Goldens;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>
/// A file that an older version left in the middle of its work, schema 6 (<c>schema6-working.sql</c> says what is in it): nothing of it is lost,
/// and all of it is finished.
/// </summary>
public sealed class OldStoreTests : IAsyncLifetime
{
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeChannel _slack = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IScanStore Scans => _rig.Services.GetRequiredService<IScanStore>();

    public async ValueTask InitializeAsync()
    {
        File.Copy(Path.Combine(RepositoryFolder.Find(), "tests", "DockerScan.Sqlite.Tests", "testdata", "schema6-working.db"), _rig.Database);
        _rig.Engine.Local = Rig.Image();
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, _rig.Time.GetUtcNow()));
        await Scans.InitializeAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Open_ScansThatWaitedAndRan_AreFinishedInTheirOrder()
    {
        List<string> order = [];
        for (var number = 0; number < 2; number++)
        {
            Assert.True(await _rig.Worker.RunNextAsync(null, OnStop.Release, Token));
            order.Add(await FinishedAsync("ap8jnckz06bx", "killed0001", "queued0001"));
        }

        Assert.Equal(["ap8jnckz06bx queued0001", "ap8jnckz06bx killed0001 queued0001"], order);
        Assert.False(await _rig.Worker.RunNextAsync(null, OnStop.Release, Token));
        Assert.Equal(2, (await Scans.FindJobAsync(ScanId.Parse("killed0001"), Token))!.Attempts);
    }

    [Fact]
    public async Task Open_AskedForAgain_JoinsTheOneThatWaits()
        => Assert.Equal((true, "queued0001"), await JoinAsync());

    [Fact]
    public async Task Open_CardsThatWereOwed_AreFinishedWhereAndAsTheyWere()
    {
        // The one whose result was amended is owed at once; those of scans that wait are not.
        await DeliverAllAsync();
        Assert.Equal([("update", "C3/3.0")], _slack.Said.Select(each => (each.What, each.Address)));
        while (await _rig.Worker.RunNextAsync(null, OnStop.Release, Token))
        {
            // Until all are done.
        }

        await DeliverAllAsync();

        Assert.Equal([("post", "C2"), ("update", "C1/1.0"), ("update", "C3/3.0")], _slack.Said.Select(each => (each.What, each.Address)).Order());
        Assert.Equal("발견 없음", _slack.Said.Single(each => each.Address == "C1/1.0").Message.Verdict?.Label);
    }

    [Fact]
    public async Task Open_LookupThatWaited_IsAskedAndTheOldResultWaitsForItsAnswer()
    {
        Assert.True((await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token)).HasAsked);

        Assert.Equal("bad.site.net", Assert.Single(_rig.Reputations.Asked).Value);
        Assert.Equal(ScanId.Parse("ap8jnckz06bx"), (await _rig.Services.GetRequiredService<IReputationStore>().FindStaleAsync(0, Token))?.Scan);
        Assert.False((await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token)).HasAsked);
    }

    private async Task<string> FinishedAsync(params IEnumerable<string> ids)
    {
        List<string> finished = [];
        foreach (var id in ids)
        {
            if ((await Scans.FindJobAsync(ScanId.Parse(id), Token))?.State == ScanState.Finished)
            {
                finished.Add(id);
            }
        }

        return string.Join(' ', finished);
    }

    private async Task<(bool Joined, string Id)> JoinAsync()
    {
        var joined = await _rig.Scans.SubmitAsync(Rig.Request(), Token);
        return (joined.Joined, joined.Job.Id.Value);
    }

    private async Task DeliverAllAsync()
    {
        var keeper = Keepers.Make(_rig, _slack);
        while (await keeper.DeliverNextAsync(_slack, Token) == TimeSpan.Zero)
        {
            // Until nothing is due.
        }
    }
}
