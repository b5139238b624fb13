using DockerScan.Conversation;
using DockerScan.Conversation.Audit;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Languages;
using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Tests;

/// <summary>The whole of Discord as it is composed, before a Discord on this machine; only the commands are of the tests.</summary>
internal sealed class DiscordHarness : IAsyncDisposable
{
    // RFC 8032, section 7.1, test 1.
    public const string PublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private readonly ServiceProvider _provider;

    public DiscordHarness(TimeProvider? time = null, Action<DiscordOptions>? configure = null)
    {
        var options = new DiscordOptions { Enabled = true, BotToken = LoopbackDiscord.BotToken, PublicKey = PublicKey, ApiUrl = Server.Api.AbsoluteUri, TimeoutSeconds = 5 };
        options.Access.Places.Add(LoopbackDiscord.Guild);
        configure?.Invoke(options);
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(options));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IIdGenerator>(new CountedIds());
        services.AddSingleton<ILoggerFactory>(Logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<ICommandAudit>(Audit);
        services.AddSingleton<IReplayStore, FakeReplayStore>();
        services.AddSingleton<IChatCommand>(Command);
        services.AddSingleton<CommandCatalog>();
        services.AddSingleton<ChatLanguages>();
        services.AddSingleton<CommandRouter>();
        services.AddDiscord();
        services.AddDiscordEndpoint();
        _provider = services.BuildServiceProvider();
    }

    public LoopbackDiscord Server { get; } = LoopbackDiscord.Start();

    public CardCommand Command { get; } = new();

    public RecordingAudit Audit { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public IChatHttpEndpoint Endpoint => _provider.GetServices<IChatHttpEndpoint>().Single();

    public T Get<T>()
        where T : notnull
        => _provider.GetRequiredService<T>();

    public async Task<HealthReport> ProbeAsync()
        => (await _provider.GetServices<IHealthProbe>().Single().ProbeAsync(TestContext.Current.CancellationToken))[0];

    /// <summary>Waits until the bot itself says how its connection is.</summary>
    public async Task UntilKnownAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!Get<DiscordStatus>().IsKnown)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public Task StartAsync() => Get<DiscordService>().StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Starts the bot and waits until it is connected.</summary>
    public async Task ConnectAsync()
    {
        await StartAsync();
        await Server.WaitForSessionsAsync(1, 0, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the card of a title in whatever call brings it.</summary>
    public Task<DiscordCall> WaitForCardAsync(string title, string? call = null)
        => Server.WaitForCallAsync(
            each => each.Status == 200 && (call is null || each.Name == call) && each.Body is System.Text.Json.Nodes.JsonObject body
                && body["embeds"]?[0]?["title"]?.GetValue<string>() == title,
            TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Command.Release();
        await Get<DiscordService>().StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
        await Server.DisposeAsync();
        foreach (var line in Logs.Lines)
        {
            Assert.DoesNotContain(LoopbackDiscord.BotToken, line, StringComparison.Ordinal);
            Assert.DoesNotContain("token-9", line, StringComparison.Ordinal);
        }
    }

    private sealed class CountedIds : IIdGenerator
    {
        private int _count;

        public string NewId() => FormattableString.Invariant($"id{Interlocked.Increment(ref _count):D8}");
    }
}
