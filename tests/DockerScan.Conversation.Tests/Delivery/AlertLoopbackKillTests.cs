using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Discord;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using DockerScan.Slack;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>
/// Processes that die at any moment between a run's news and its messages, and answers that are lost, with the real store, relay, courier and
/// channels before a Slack and a Discord on this machine: nothing is lost, and each alert is there once on both. eng/kill-alerts.sh runs many.
/// </summary>
public class AlertLoopbackKillTests : IAsyncDisposable
{
    private readonly Rig _rig;
    private readonly LoopbackSlack _slack = LoopbackSlack.Start();
    private readonly LoopbackDiscord _discord = LoopbackDiscord.Start();

    public AlertLoopbackKillTests()
        : this(new Rig(withSqlite: true))
    {
    }

    private protected AlertLoopbackKillTests(Rig rig) => _rig = rig;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 8;

    public virtual async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        await _discord.DisposeAsync();
        await _rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Alert_ProcessesDieAtRandomMoments_IsThereOnceOnBoth()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        for (var seed = 0; seed < Kills; seed++)
        {
            var alert = Alert($"kill{seed}");
            var random = Seeded(seed);
            for (var life = 0; life < 3; life++)
            {
                await LiveAsync(alert, new Fate(random.Next(1, 24), random.Next(2) == 0));
            }

            await LiveToTheEndAsync(alert);
        }

        Check("kill");
    }

    [Fact]
    public async Task Alert_AnswersOfBothAreLost_IsThereOnceOnBoth()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        for (var seed = 0; seed < Kills; seed++)
        {
            var alert = Alert($"lost{seed}");
            _slack.Fail("chat.postMessage", SlackFault.AnswerLost);
            _discord.Fail("post", DiscordFault.AnswerLost);
            // It dies soon after, as often as not before it could write down that it tried.
            await LiveAsync(alert, new Fate(Seeded(seed).Next(6, 30), isBehind: seed % 2 == 0));
            if (seed % 5 == 0)
            {
                // More than five minutes by Discord's clock: its nonce makes a second message by then.
                _discord.ForgetNonces();
            }

            await LiveToTheEndAsync(alert);
        }

        Check("lost");
    }

    [SuppressMessage("Security", "CA5394", Justification = "The same moments each time; nothing is kept secret by them.")]
    private static Random Seeded(int seed) => new(seed);

    private static WatchPlace[] Places(string name) => [new WatchPlace("slack", "C" + name.ToUpperInvariant()), new WatchPlace("discord", LoopbackDiscord.Channel)];

    private static Alert Alert(string name) => AlertSamples.Alert($"{name}@1", name) with
    {
        Image = $"{name}:1", Places = Places(name), Counts = new AlertCounts { New = 1, High = 1 },
        // What is news is of a scan: its card has buttons, by which Discord's messages are found.
        Scans = [new AlertedScan(ScanSamples.Id(1), ["1"], "linux/amd64", WatchReason.ImageChanged, Verdict.High, Verdict.High)],
    };

    private async Task LiveToTheEndAsync(Alert alert)
    {
        var cards = _rig.Services.GetRequiredService<ICardStore>();
        for (var life = 0; life < 20; life++)
        {
            await LiveAsync(alert, new Fate(int.MaxValue, isBehind: false));
            if ((await Task.WhenAll(alert.Places.Select(place => cards.FindAsync(alert.CardAt(place), Token)))).All(card => card?.ShownAt is not null))
            {
                Assert.Empty(await _rig.Services.GetRequiredService<IAlertStore>().ListOwedAsync(10, TimeSpan.Zero, Token));
                return;
            }
        }

        Assert.Fail($"{alert.Run}: it is not there after twenty processes");
    }

    // A process: what a run's news leads to, until its fate. Its channels are its own, as its connections are.
    private async Task LiveAsync(Alert alert, Fate fate)
    {
        await using var platforms = Platforms();
        var alerts = Mortal<IAlertStore>.Of(_rig.Services.GetRequiredService<IAlertStore>(), fate);
        var cards = Mortal<ICardStore>.Of(_rig.Services.GetRequiredService<ICardStore>(), fate);
        var channels = platforms.GetServices<IChannel>().Select(channel => Mortal<IChannel>.Of(channel, fate)).ToList();
        var presence = _rig.Services.GetRequiredService<WorkerPresence>();
        var relay = new AlertRelay(alerts, cards, presence, Options.Create(new AlertOptions()), _rig.Time, NullLogger<AlertRelay>.Instance);
        var verdicts = new VerdictCards(_rig.Scans, new Reports.NoReportLocator(), null, null, NullLogger<VerdictCards>.Instance);
        var delivery = new CardDelivery(
            cards, _rig.Scans, verdicts, new ReportCards(new Reports.NoReportLocator(), null), NullLogger<CardDelivery>.Instance, new AlertMessages(alerts, cards, _rig.Scans, null));
        var keeper = new CardKeeper(channels, cards, delivery, _rig.Services.GetRequiredService<WorkLoop>(), presence, _rig.Time);
        try
        {
            var book = await alerts.ReadAsync(alert.WatchId, Token);
            if (!book.Runs.Contains(alert.Run, StringComparer.Ordinal))
            {
                await alerts.KeepAsync(book with { Runs = [alert.Run] }, [alert], Token);
            }

            await relay.RunAsync(Token);
            foreach (var channel in channels)
            {
                await keeper.DeliverNextAsync(channel, Token);
            }
        }
        catch (Exception e) when (e is DiedException || e.InnerException is DiedException || fate.IsDead)
        {
            // As kill -9.
        }

        // Its leases run out, and whatever waits is due again.
        await _rig.Services.GetRequiredService<ICardStore>().EndLeasesAsync(presence.Name, Token);
        Advance(TimeSpan.FromMinutes(11));
    }

    /// <summary>Time goes on, for the processes and for the store.</summary>
    private protected virtual void Advance(TimeSpan time) => _rig.Time.Advance(time);

    private ServiceProvider Platforms()
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_rig.Services.GetRequiredService<IIdGenerator>());
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(Options.Create(new SlackOptions { Enabled = true, BotToken = LoopbackSlack.BotToken, AppToken = LoopbackSlack.AppToken, ApiUrl = _slack.Api.AbsoluteUri }));
        services.AddSingleton(Options.Create(new DiscordOptions { Enabled = true, BotToken = LoopbackDiscord.BotToken, ApiUrl = _discord.Api.AbsoluteUri, TimeoutSeconds = 5 }));
        services.AddSlack();
        services.AddDiscord();
        return services.BuildServiceProvider();
    }

    private void Check(string what)
    {
        for (var seed = 0; seed < Kills; seed++)
        {
            var title = $"{what}{seed}:1";
            Assert.Single(_slack.Messages, message => message["channel"]?.ToString() == $"C{what.ToUpperInvariant()}{seed}");
            // Its marks are escaped there.
            Assert.Single(_discord.Messages, message => message["embeds"]?[0]?["title"]?.ToString().Replace("\\", string.Empty, StringComparison.Ordinal).StartsWith(title, StringComparison.Ordinal) == true);
        }

        Assert.Equal(Kills, _slack.Messages.Count);
        Assert.Equal(Kills, _discord.Messages.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} alerts, {what}: each there once on Slack and on Discord");
    }
}
