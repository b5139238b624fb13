using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Watching;
using DockerScan.TestKit.Dummies;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Walks;

/// <summary>With three hundred scans in the queue a command is answered without any time going by, and before those of schedules a person's is the next to start. Among people: <c>TurnsContract</c>.</summary>
public sealed class ManyQueuedTests : IAsyncLifetime
{
    private const int Many = 300;
    private readonly Rig _rig = new(withSqlite: true, add: services => services.AddSingleton<IWatchedTags>(new FakeTags()).AddWatches().AddChatCommands().AddDummyChannel());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IScanStore Scans => _rig.Services.GetRequiredService<IScanStore>();

    private DummyChannel Channel => _rig.Services.GetRequiredService<DummyChannel>();

    public async ValueTask InitializeAsync() => await Scans.InitializeAsync(Token);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Status_ManyAskedForInTheChat_IsAnsweredAtOnce()
    {
        for (var scan = 0; scan < Many; scan++)
        {
            await Channel.TypeAsync(FormattableString.Invariant($"scan app:{scan}"), Token);
        }

        var before = _rig.Time.GetUtcNow();
        await Channel.TypeAsync("status", Token);

        var answer = Assert.Single(Channel.Messages, message => message.Sections.Count > 0 && message.Fields.Any(field => field.Value.Contains("300", StringComparison.Ordinal)));
        Assert.Equal("Status", answer.Title);
        Assert.Equal(before, _rig.Time.GetUtcNow());
    }

    [Fact]
    public async Task Claim_ManyOfASchedule_APersonsIsTheNext()
    {
        var service = _rig.Services.GetRequiredService<IScanService>();
        for (var scan = 0; scan < Many; scan++)
        {
            await service.SubmitAsync(Request($"app:{scan}") with { Priority = ScanPriority.Schedule }, Token);
        }

        await Channel.TypeAsync("scan mine:1", Token);

        var next = await Scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token);
        Assert.Equal("mine:1", next!.Item.Request.Reference.Familiar);
        Assert.Equal("app:0", (await Scans.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token))!.Item.Request.Reference.Familiar);
    }

    private static ScanRequest Request(string image) => new(ImageReference.Parse(image), null, new ScanOptions(), "cli");
}
