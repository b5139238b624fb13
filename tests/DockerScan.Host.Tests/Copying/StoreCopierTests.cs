using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.Engine.Copying;
using DockerScan.TestKit.Stores;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Host.Tests.Copying;

/// <summary>A whole store from a SQLite file to a MongoDB server and back: nothing is lost, nothing is taken for copied that was not, and no half of it is taken for a store.</summary>
public sealed class StoreCopierTests : IAsyncDisposable
{
    private readonly TwoStores _stores = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_ThereAndBack_EveryKindIsTheSameLetterForLetter(bool fromMongo)
    {
        await FilledStore.FillAsync(_stores.Open(fromMongo, "a"));
        await _stores.CloseAsync();
        var there = await TwoStores.CopyAsync(_stores.Open(fromMongo, "a"), _stores.Open(!fromMongo, "b"));
        await _stores.CloseAsync();
        var back = await TwoStores.CopyAsync(_stores.Open(!fromMongo, "b"), _stores.Open(fromMongo, "c"));

        Assert.Equal(Enum.GetValues<RecordKind>(), there.Select(each => each.Kind));
        Assert.All(there, each => Assert.True(each.Count > 0, $"there is no {each.Kind} in the sample, and nothing is proved of it"));
        Assert.Equal(there, back);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_Copied_AnswersAsTheFirstDid(bool fromMongo)
    {
        await FilledStore.FillAsync(_stores.Open(fromMongo, "a"));
        var before = await AnswersAsync(_stores.Open(fromMongo, "a"));
        await _stores.CloseAsync();
        await TwoStores.CopyAsync(_stores.Open(fromMongo, "a"), _stores.Open(!fromMongo, "b"));
        await _stores.CloseAsync();

        var copy = _stores.Open(!fromMongo, "b");
        await copy.GetRequiredService<IScanStore>().InitializeAsync(Token);

        Assert.Equal(before, await AnswersAsync(copy));
        // And it works: what waits is claimed in its order, what is owed is found.
        Assert.Equal(Id(5), (await copy.GetRequiredService<IScanStore>().ClaimAsync(new ClaimWish("new", TimeSpan.FromMinutes(1)), Token))?.Item.Id);
        Assert.Equal("report", (await copy.GetRequiredService<ICardStore>().ClaimAsync(new ClaimWish("new", TimeSpan.FromMinutes(1)) { Lane = "slack" }, Token))?.Item.Card.Id);
        Assert.Single(await copy.GetRequiredService<IAlertStore>().ListOwedAsync(1, TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task RunAsync_SqliteIsOpenElsewhere_IsRefusedAndNothingIsMade()
    {
        // As a serve does: connections of its pool stay open.
        await FilledStore.FillAsync(_stores.Sqlite());

        var error = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo()));

        Assert.Contains("in use", error.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await NamesAsync("copied"), name => name != "meta");
    }

    [Fact]
    public async Task RunAsync_AnotherComesWhileItCopies_IsKeptOut()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await _stores.CloseAsync();
        Exception? kept = null;

        await TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo(), _ => kept ??= Record.Exception(() =>
        {
            using var connection = new SqliteConnection($"Data Source={_stores["a.db"]};Default Timeout=1;Pooling=false");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM scans";
            command.ExecuteScalar();
        }));

        Assert.Equal(5, Assert.IsType<SqliteException>(kept).SqliteErrorCode);
    }

    [Fact]
    public async Task RunAsync_MongoHasWorkInSomebodysHands_IsRefused()
    {
        await FilledStore.FillAsync(_stores.Mongo("a"));
        await _stores.Mongo("a").GetRequiredService<IScanStore>().ClaimAsync(new ClaimWish("serve", TimeSpan.FromMinutes(1)), Token);

        var error = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Mongo("a"), _stores.Sqlite("b.db")));

        Assert.Contains("in use", error.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MongoHasScansThatArePutAway_AreInTheCopyWhatTheyWere()
    {
        await FilledStore.FillAsync(_stores.Mongo("a"));
        // As retention's first step leaves them: one with its own result, one answered with another's, one without any.
        var scans = Database("a").GetCollection<BsonDocument>("scans");
        foreach (var id in (ScanId[])[Id(1), Id(2), Id(3)])
        {
            var scan = await scans.Find(new BsonDocument("_id", id.Value)).FirstAsync(Token);
            var away = new BsonDocument { { "retiredAt", new BsonDateTime(1) }, { "state", "cancelled" } };
            var change = new BsonDocument("$set", scan.TryGetValue("result", out var result) ? away.Add("retired", result) : away);
            await scans.UpdateOneAsync(new BsonDocument("_id", id.Value), result is null ? change : change.Add("$unset", new BsonDocument { { "result", 1 }, { "resultId", 1 } }), cancellationToken: Token);
        }

        await TwoStores.CopyAsync(_stores.Mongo("a"), _stores.Sqlite("b.db"));
        await _stores.CloseAsync();

        var copy = _stores.Sqlite("b.db").GetRequiredService<IScanStore>();
        Assert.Equal(3, (await copy.FindResultAsync(Id(1), Token))!.Findings.Count);
        Assert.Equal(Id(1), (await copy.FindResultAsync(Id(2), Token))!.Id);
        Assert.Equal(
            [ScanState.Finished, ScanState.Finished, ScanState.Cancelled], [(await copy.FindJobAsync(Id(1), Token))!.State, (await copy.FindJobAsync(Id(2), Token))!.State, (await copy.FindJobAsync(Id(3), Token))!.State]);
    }

    [Fact]
    public async Task RunAsync_SomebodyWritesIntoMongoMeanwhile_IsFoundOutAndTheCopyIsNoStore()
    {
        await FilledStore.FillAsync(_stores.Mongo("a"));
        var audit = _stores.Mongo("a").GetRequiredService<IAuditStore>();
        var wrote = false;

        var error = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Mongo("a"), _stores.Sqlite("b.db"), progress =>
        {
            if (progress is { Step: CopyStep.Copied, Kind: RecordKind.AuditedCommand } && !wrote)
            {
                wrote = true;
                audit.AppendAsync([new AuditedCommand(Start, "slack", "T1", "U1", "scan", "completed", null, 1)], Token).GetAwaiter().GetResult();
            }
        }));

        Assert.Contains("written to while it was copied", error.Failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_stores["b.db"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_BrokenOff_IsNoStoreAndGoesOn(bool fromMongo)
    {
        await FilledStore.FillAsync(_stores.Open(fromMongo, "a"), scans: 1_200);
        await _stores.CloseAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => TwoStores.CopyAsync(
            _stores.Open(fromMongo, "a"), _stores.Open(!fromMongo, "b"), progress => throw new TimeoutException($"cut at {progress.Done} of {progress.Total}")));
        await _stores.CloseAsync();
        if (fromMongo)
        {
            Assert.False(File.Exists(_stores["b.db"]));
        }
        else
        {
            var half = await Assert.ThrowsAsync<EngineException>(() => _stores.Mongo("b").GetRequiredService<IScanStore>().InitializeAsync(Token));
            Assert.Contains("was begun and is not finished", half.Failure.Message, StringComparison.Ordinal);
        }

        var copied = await TwoStores.CopyAsync(_stores.Open(fromMongo, "a"), _stores.Open(!fromMongo, "b"));

        var scans = Assert.Single(copied, each => each.Kind == RecordKind.Scan);
        Assert.Equal((1_206, 500), (scans.Count, scans.Were));
        await _stores.Open(!fromMongo, "b").GetRequiredService<IScanStore>().InitializeAsync(Token);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_stores["x"])!, "*.copying*"));
    }

    [Fact]
    public async Task RunAsync_BrokenOffAndUsedSince_IsRefusedWithWhatToDo()
    {
        await FilledStore.FillAsync(_stores.Sqlite(), scans: 1_200);
        await _stores.CloseAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo(), _ => throw new TimeoutException()));
        await _stores.CloseAsync();
        await Execute("UPDATE scans SET attempts = attempts + 1 WHERE id = 'scan000001'");

        var error = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo()));

        Assert.Contains("another state of the store", error.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AnswersAreLostAndTheServerComesBack_IsWholeAllTheSame()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await _stores.CloseAsync();
        foreach (var command in (string[])["insert", "update", "insert", "findAndModify"])
        {
            _stores.Server.DropAnswerOf(command);
        }

        var copied = await TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo());

        Assert.All(copied, each => Assert.True(each.Count > 0));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99", "made by a newer version")]
    [InlineData("PRAGMA user_version = 3", "bring it up to date first")]
    [InlineData("DELETE FROM findings WHERE ordinal = 1", "has 2 of 3 findings")]
    [InlineData("UPDATE results SET document = '{' WHERE scan_id = 'scan000001'", "cannot be read")]
    public async Task RunAsync_SqliteCannotBeCopied_IsRefusedAndTheCopyIsNoStore(string damage, string expected)
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await _stores.CloseAsync();
        await Execute(damage);

        var error = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo()));

        Assert.Contains(expected, error.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await NamesAsync("copied"), name => name is "acceptances");
    }

    [Theory]
    [InlineData(9, "made by a newer version")]
    [InlineData(0, "there is no store")]
    public async Task RunAsync_MongoOfAnotherSchema_IsRefused(int version, string expected)
    {
        await FilledStore.FillAsync(_stores.Mongo("a"));
        await Database("a").GetCollection<BsonDocument>("meta").UpdateOneAsync(new BsonDocument("_id", "schema"), new BsonDocument("$set", new BsonDocument("version", version)), cancellationToken: Token);

        var error = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Mongo("a"), _stores.Sqlite("b.db")));

        Assert.Contains(expected, error.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TargetIsAStoreAlready_IsRefusedAndStays()
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await FilledStore.FillAsync(_stores.Mongo("a"), scans: 1);
        await _stores.CloseAsync();

        var mongo = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo("a")));
        await _stores.CloseAsync();
        var sqlite = await Assert.ThrowsAsync<EngineException>(() => TwoStores.CopyAsync(_stores.Mongo("a"), _stores.Sqlite()));

        Assert.Contains("holds a store already", mongo.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("a store in that file already", sqlite.Failure.Message, StringComparison.Ordinal);
        await _stores.Mongo("a").GetRequiredService<IScanStore>().InitializeAsync(Token);
    }

    private IMongoDatabase Database(string name) => new MongoClient(_stores.Server.Address).GetDatabase(name);

    // The collections that hold something.
    private async Task<IReadOnlyList<string>> NamesAsync(string name)
    {
        List<string> names = [];
        foreach (var collection in (string[])["meta", "scans", "cards", "acceptances", "audit"])
        {
            if (await Database(name).GetCollection<BsonDocument>(collection).Find(new BsonDocument()).AnyAsync(Token))
            {
                names.Add(collection);
            }
        }

        return names;
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_stores["a.db"]};Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }

    // What people are told, through the ports.
    private static async Task<IReadOnlyList<string>> AnswersAsync(IServiceProvider services)
    {
        var scans = services.GetRequiredService<IScanStore>();
        var watches = services.GetRequiredService<IWatchStore>();
        var alerts = services.GetRequiredService<IAlertStore>();
        var story = await alerts.FindStoryAsync(AlertSamples.FullBook().Entries[0].Key, Token);
        var result = (await scans.FindResultAsync(Id(2), Token))!;
        List<string> answers =
        [
            $"{result.Id} {result.Revision} {string.Join(',', result.Findings.Select(finding => finding.Key))} {result.Verdict}",
            string.Join(' ', (await services.GetRequiredService<IScanList>().ListAsync(new ScanListQuery(), Token)).Select(job => $"{job.Id} {job.State} {job.Result}")),
            (await scans.GetDepthAsync(Token)).ToString(),
            (await scans.FindLatestAsync("docker.io/library/redis:12", Token))?.Id.Value ?? "none",
            (await scans.FindByFindingAsync(Finding(3).Key, Token))?.Id.Value ?? "none",
            string.Join(' ', (await watches.ListAsync(Token)).Select(watch => watch.Id)),
            string.Join(' ', (await watches.ListLastAsync(Token)).Select(run => $"{run.WatchId} {run.Planned:O}")),
            string.Join(' ', (await watches.ListTargetsAsync("watch000001", Token)).Select(target => $"{target.Key} {target.Revision}")),
            $"{await watches.CountOpenAsync(Token)}",
            $"{story.First} {story.Books.Count}",
            string.Join(' ', (await services.GetRequiredService<IAcceptanceStore>().ListHistoryAsync(10, Token)).Select(each => $"{each.Id} {each.EndsAt:O}")),
            string.Join(' ', (await services.GetRequiredService<IAuditStore>().ListAsync(null, 10, Token)).Select(each => $"{each.Command} {each.Subject} {each.Count}")),
            await StoredChains.VerifyAsync(services),
            string.Join(' ', (await scans.ListDeadAsync(10, Token)).Select(dead => $"{dead.Scan} {dead.Request.JoinKey} {dead.At:O}")),
            (await scans.FindDeadAsync(Request("app:6"), DateTimeOffset.UnixEpoch, Token))?.Id.Value ?? "none",
            $"{(await scans.FindJobAsync(Id(4), Token))!.Failures} {(await scans.FindJobAsync(Id(4), Token))!.Losses}",
            string.Join(' ', (await alerts.ListHeldAsync(FilledStore.Later, Token)).Select(alert => alert.Id)),
            string.Join(' ', (await alerts.ListOwedAsync(10, TimeSpan.Zero, Token)).Select(owed => owed.Alert.Id.Value).Order(StringComparer.Ordinal)),
            string.Join(' ', (await services.GetRequiredService<IReplayStore>().ListAsync("slack", Start, 10, Token)).Select(each => each.Key)),
        ];
        // From the last request on: the times of older ones are kept by the day.
        foreach (var minutes in (int[])[60 * 24, (60 * 24) + 1, (60 * 24) + 2, 60 * 48])
        {
            answers.Add((await services.GetRequiredService<IReputationStore>().GetStateAsync("account", Start.AddMinutes(minutes), Token)).ToString());
        }

        return answers;
    }
}
