using DockerScan.Conversation.Audit;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core.Checks;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Core.Watches;
using DockerScan.Core;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Watching;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Tests;

/// <summary>The real router and commands over fakes.</summary>
internal sealed class ChatHarness
{
    private readonly ServiceProvider _provider;

    public ChatHarness(FakeScanService? scans = null, Action<IServiceCollection>? configure = null)
    {
        Scans = scans ?? new FakeScanService();
        var services = new ServiceCollection();
        services.AddSingleton<IScanService>(Scans);
        services.AddSingleton<IIdGenerator>(new FixedIds());
        services.AddSingleton<ICommandAudit>(Audit);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<ICommandAuthorizer>(Authorizer);
        services.AddSingleton<ICardStore>(Cards);
        services.AddSingleton<IAcceptanceDesk>(Acceptances = new FakeAcceptanceDesk(Scans));
        services.AddSingleton(provider => new WorkerPresence(string.Empty, provider.GetRequiredService<IIdGenerator>()));
        configure?.Invoke(services);
        services.TryAddSingleton<IWatchStore>(Watches);
        services.TryAddSingleton<IWatchSchedules>(new FakeSchedules());
        services.TryAddSingleton<IWatchedTags>(Tags);
        services.TryAddSingleton(TimeProvider.System);
        services.AddWatches();
        services.AddChatCommands();
        _provider = services.BuildServiceProvider();
    }

    public FakeScanService Scans { get; }

    public FakeAcceptanceDesk Acceptances { get; }

    public FakeAuthorizer Authorizer { get; } = new();

    public FakeCardStore Cards { get; } = new();

    public FakeAudit Audit { get; } = new();

    public FakeWatchStore Watches { get; } = new(TimeProvider.System);

    public FakeTags Tags { get; } = new();

    public RecordingResponder Responder { get; init; } = new();

    public CommandCatalog Catalog => _provider.GetRequiredService<CommandCatalog>();

    public CardFollowers Followers => _provider.GetRequiredService<CardFollowers>();

    /// <summary>As when the program stops.</summary>
    public ValueTask StopAsync() => _provider.DisposeAsync();

    public async Task<ChatMessage> SendAsync(string text, string platform = "test")
    {
        await RouteAsync(text, platform);
        return Responder.Last;
    }

    /// <summary>Runs a command, and what goes on behind it.</summary>
    public async Task<CommandOutcome> RouteAsync(
        string text, string platform = "test", CancellationToken? cancellationToken = null, string place = "T1/C1")
    {
        var outcome = await StartAsync(text, platform, cancellationToken, place);
        await Followers.WhenIdleAsync();
        return outcome;
    }

    /// <summary>Runs a command to its end alone.</summary>
    public Task<CommandOutcome> StartAsync(
        string text, string platform = "test", CancellationToken? cancellationToken = null, string place = "T1/C1")
        => _provider.GetRequiredService<CommandRouter>().RouteAsync(
            new ChatRequest { Platform = platform, Place = place, User = "U1", Text = text }, Responder, cancellationToken ?? TestContext.Current.CancellationToken);

    internal sealed class FixedIds : IIdGenerator
    {
        public string NewId() => "err0r1d000";
    }

    internal sealed class FakeAuthorizer : ICommandAuthorizer
    {
        public string Platform => "test";

        public bool IsForOthers { get; set; }

        public bool MayForOthers(ChatRequest request, string command) => IsForOthers;

        public string? Refusal { get; set; }

        /// <summary>What is refused of some requests alone.</summary>
        public Func<ChatRequest, string?>? Refuses { get; set; }

        public List<string> Asked { get; } = [];

        public Task<LocalizedText?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken)
        {
            Asked.Add(command);
            return Task.FromResult((Refusal ?? Refuses?.Invoke(request)) is { } refusal ? new LocalizedText(refusal, refusal) : null);
        }
    }

    internal sealed class FakeAudit : ICommandAudit
    {
        public List<CommandAuditEntry> Entries { get; } = [];

        public bool Breaks { get; set; }

        public Task RecordAsync(CommandAuditEntry entry, CancellationToken cancellationToken)
        {
            Entries.Add(entry);
            return Breaks ? Task.FromException(new InvalidOperationException("audit")) : Task.CompletedTask;
        }
    }
}
