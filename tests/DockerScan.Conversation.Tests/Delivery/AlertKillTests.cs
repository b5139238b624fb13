using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DockerScan.Conversation.Tests.Delivery;

/// <summary>
/// A process that dies before or behind any one of its steps between a run's news and its message, with the real store, relay and courier: another
/// process goes on, nothing is lost, and each alert is there once. DOCKERSCAN_TEST_KILLS says how many; each has its own seed.
/// </summary>
public sealed class AlertKillTests
{
    private static readonly WatchPlace Place = new("slack", "C1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_KILLS"), System.Globalization.CultureInfo.InvariantCulture, out var kills) ? kills : 24;

    [Fact]
    public async Task Alert_ProcessDiesAnywhere_IsThereOnce()
    {
        for (var seed = 0; seed < Kills; seed++)
        {
            await RunAsync(seed, loses: false);
        }
    }

    [Fact]
    public async Task Alert_AnswersAreLost_IsThereOnce()
    {
        for (var seed = 0; seed < Kills; seed++)
        {
            await RunAsync(seed, loses: true);
        }
    }

    private static async Task RunAsync(int seed, bool loses)
    {
        using var rig = new Rig(withSqlite: true);
        await rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        var platform = new Wall { Loses = loses ? 1 + (seed % 3) : 0 };
        var alert = AlertSamples.Alert() with { Places = [Place] };
        for (var life = 0; life < 40; life++)
        {
            // The first lives are short, each of another length; one of them is long enough at last.
            var fate = new Fate(life < 6 ? 1 + ((seed * 7) + (life * 3)) % 17 : int.MaxValue, isBehind: (seed + life) % 2 == 0);
            await LiveAsync(rig, fate, platform, alert);
            await rig.Services.GetRequiredService<ICardStore>().EndLeasesAsync(rig.Services.GetRequiredService<WorkerPresence>().Name, Token);
            rig.Time.Advance(TimeSpan.FromMinutes(11));
            if (life >= 6 && platform.Messages.Count > 0 && (await rig.Services.GetRequiredService<ICardStore>().FindAsync(alert.CardAt(Place), Token))?.ShownAt is not null)
            {
                break;
            }
        }

        Assert.True(platform.Messages.Count == 1, $"seed {seed}: {platform.Messages.Count} messages");
        Assert.Equal(0, (await rig.Services.GetRequiredService<ICardStore>().FindAsync(alert.CardAt(Place), Token))?.Shown);
        Assert.Empty(await rig.Services.GetRequiredService<IAlertStore>().ListOwedAsync(10, TimeSpan.Zero, Token));
    }

    // What a process does with a run's news, until its fate.
    private static async Task LiveAsync(Rig rig, Fate fate, Wall wall, Alert alert)
    {
        var alerts = Mortal<IAlertStore>.Of(rig.Services.GetRequiredService<IAlertStore>(), fate);
        var cards = Mortal<ICardStore>.Of(rig.Services.GetRequiredService<ICardStore>(), fate);
        var channel = Mortal<IChannel>.Of(wall, fate);
        var relay = new AlertRelay(alerts, cards, rig.Services.GetRequiredService<WorkerPresence>(), Options.Create(new AlertOptions()), rig.Time, NullLogger<AlertRelay>.Instance);
        var verdicts = new VerdictCards(rig.Scans, new Reports.NoReportLocator(), null, null, NullLogger<VerdictCards>.Instance);
        var delivery = new CardDelivery(
            cards, rig.Scans, verdicts, new ReportCards(new Reports.NoReportLocator(), null), NullLogger<CardDelivery>.Instance, new AlertMessages(alerts, cards, rig.Scans, null));
        var keeper = new CardKeeper([channel], cards, delivery, rig.Services.GetRequiredService<WorkLoop>(), rig.Services.GetRequiredService<WorkerPresence>(), rig.Time);
        try
        {
            var book = await alerts.ReadAsync(alert.WatchId, Token);
            if (!book.Runs.Contains(alert.Run, StringComparer.Ordinal))
            {
                await alerts.KeepAsync(book with { Runs = [alert.Run] }, [alert], Token);
            }

            await relay.RunAsync(Token);
            await keeper.DeliverNextAsync(channel, Token);
        }
        catch (Exception e) when (e is DiedException || e.InnerException is DiedException || fate.IsDead)
        {
            // As kill -9.
        }
    }

    /// <summary>A platform that keeps messages by what was said, finds them by their keys, and loses some answers.</summary>
    private sealed class Wall : IChannel
    {
        public List<(string Key, string Address)> Messages { get; } = [];

        public int Loses { get; set; }

        public string Platform => "slack";

        public bool KeepsFiles => true;

        public string Below(string address) => address;

        public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
        {
            Messages.Add((key!, $"{place}/{Messages.Count}"));
            return Loses-- > 0 ? Task.FromException<string>(new ChannelAwayException("its answer was lost")) : Task.FromResult(Messages[^1].Address);
        }

        public Task<string?> FindAsync(string place, string key, CancellationToken cancellationToken)
            => Task.FromResult(Messages.Where(message => message.Key == key).Select(message => message.Address).FirstOrDefault());

        public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
