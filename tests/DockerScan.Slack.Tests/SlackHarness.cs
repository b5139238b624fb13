using DockerScan.Conversation;
using DockerScan.Conversation.Audit;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Languages;
using DockerScan.Core;
using DockerScan.Core.Health;
using DockerScan.Core.Stores;
using DockerScan.TestKit.Slack;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack.Tests;

/// <summary>The whole of Slack as it is composed, before a Slack on this machine; only the commands are of the tests.</summary>
internal sealed class SlackHarness : IAsyncDisposable
{
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    private readonly ServiceProvider _provider;

    public SlackHarness(TimeProvider? time = null, Action<SlackOptions>? configure = null)
    {
        Command.IsSilent = time is not null;
        var options = new SlackOptions
        {
            Enabled = true,
            BotToken = LoopbackSlack.BotToken,
            AppToken = LoopbackSlack.AppToken,
            SigningSecret = SigningSecret,
            ApiUrl = Server.Api.AbsoluteUri,
            Connections = 1,
        };
        options.Access.Places.Add(LoopbackSlack.Team);
        configure?.Invoke(options);
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(options));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IIdGenerator>(new FixedIds());
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<ICommandAudit>(Audit);
        services.AddSingleton<IReplayStore, FakeReplayStore>();
        services.AddSingleton<IChatCommand>(Command);
        services.AddSingleton<CommandCatalog>();
        services.AddSingleton<ChatLanguages>();
        services.AddSingleton<CommandRouter>();
        services.AddSlack();
        services.AddSlackEndpoints();
        _provider = services.BuildServiceProvider();
    }

    public LoopbackSlack Server { get; } = LoopbackSlack.Start();

    public CardCommand Command { get; } = new();

    public RecordingAudit Audit { get; } = new();

    public T Get<T>()
        where T : notnull
        => _provider.GetRequiredService<T>();

    public IChatHttpEndpoint Endpoint(string path) => _provider.GetServices<IChatHttpEndpoint>().Single(endpoint => endpoint.Path == path);

    public async Task<HealthReport> ProbeAsync()
        => Assert.Single(await _provider.GetServices<IHealthProbe>().Single().ProbeAsync(TestContext.Current.CancellationToken));

    /// <summary>Starts the bot and waits until it is connected.</summary>
    public async Task ConnectAsync()
    {
        await Get<SlackService>().StartAsync(TestContext.Current.CancellationToken);
        await Server.WaitForConnectionsAsync(1, 1, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Command.Release();
        await Get<SlackService>().StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
        await Server.DisposeAsync();
    }

    private sealed class FixedIds : IIdGenerator
    {
        public string NewId() => "err0r1d000";
    }
}
