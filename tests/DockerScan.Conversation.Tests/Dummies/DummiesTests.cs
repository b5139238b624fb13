using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Queue;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;
using DockerScan.TestKit.Dummies;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Dummies;

/// <summary>What docs/adding-a-*.md promise: a scanner, a channel and a store are added by a line each, and no file knows of them.</summary>
public sealed class DummiesTests : IAsyncLifetime
{
    private readonly Rig _rig = new(withSqlite: true, add: services => services.AddSingleton<IWatchedTags>(new FakeTags()).AddWatches().AddChatCommands().AddDummyChannel().AddDummyScanner(), first: services => services.AddDummyStore());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DummyChannel Channel => _rig.Services.GetRequiredService<DummyChannel>();

    public async ValueTask InitializeAsync()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _rig.Engine.Local = Rig.Image();
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Scan_AskedForInTheDummysRoom_BecomesACardWithTheDummysFindingAndIsOnTheDummysRecord()
    {
        Assert.Equal(CommandOutcome.Completed, await Channel.TypeAsync("scan redis:7", Token));

        Assert.True(await _rig.Worker.RunNextAsync(only: null, OnStop.Cancel, Token));
        await _rig.SettleAsync(_rig.Services.GetRequiredService<CardFollowers>().WhenIdleAsync());

        var card = Assert.Single(Channel.Messages);
        Assert.Equal("HIGH RISK", card.Verdict?.Label);
        Assert.Contains(card.Sections.SelectMany(section => section.Lines), line => line.Text.Contains("A dummy found something", StringComparison.Ordinal));
        var result = await _rig.Services.GetRequiredService<IScanStore>().FindLatestAsync("docker.io/library/redis:7", Token);
        Assert.Contains(result!.Stages, stage => stage.Id == "dummy");
        var record = _rig.Services.GetRequiredService<IAuditStore>();
        Assert.IsType<DummyAuditStore>(record);
        await _rig.SettleAsync(UntilAuditedAsync(record));
        Assert.Equal(("dummy", "scan"), Audited(Assert.Single(await record.ListAsync(null, 10, Token))));
    }

    [Fact]
    public async Task Card_DeletedWhileItsScanRan_VerdictIsPostedInTheDummysRoom()
    {
        await Channel.TypeAsync("scan redis:7", Token);
        while (Channel.Messages.Count == 0)
        {
            await Task.Yield();
        }

        Channel.Clear();
        Assert.True(await _rig.Worker.RunNextAsync(only: null, OnStop.Cancel, Token));
        await _rig.SettleAsync(_rig.Services.GetRequiredService<CardFollowers>().WhenIdleAsync());

        Assert.NotNull(Assert.Single(Channel.Messages).Verdict);
    }

    // It is written a moment after the command ended.
    private static async Task UntilAuditedAsync(IAuditStore record)
    {
        while ((await record.ListAsync(null, 10, Token)).Count == 0)
        {
            await Task.Yield();
        }
    }

    private static (string Platform, string Command) Audited(AuditedCommand command) => (command.Platform, command.Command);
}
