using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Tests.Fakes;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

/// <summary>The story of a finding, as <c>/why</c> tells it over a real store: since when, by what, each decision, and where it was told.</summary>
public sealed class WhyCommandTests : IAsyncLifetime
{
    private const string Watch = "watch000001";
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeScanService _scans = new();
    private readonly Finding _finding = Sample.Vulnerability("CVE-2026-4911", "libc6");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAlertStore Alerts => _rig.Services.GetRequiredService<IAlertStore>();

    private ICardStore Cards => _rig.Services.GetRequiredService<ICardStore>();

    public async ValueTask InitializeAsync()
    {
        var scans = _rig.Services.GetRequiredService<IScanStore>();
        await scans.InitializeAsync(Token);
        var trivy = Sample.Stage(StageIds.Trivy, StageOutcome.Completed) with { Evidence = new Dictionary<string, string> { ["version"] = "0.67.2", ["databaseUpdatedAt"] = "2026-11-29T06:00:00Z" } };
        var result = Sample.Result(_finding) with { Stages = [trivy] };
        await scans.KeepResultAsync(result, ScanSamples.Request("redis:7"), Token);
        _scans.Results[Sample.Id.Value] = result;
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Why_ThereFromTheBeginning_SaysFirstSeenByWhatAndThatNobodyWasTold()
    {
        var answer = await WhyAsync(_finding.Key);

        Assert.Contains("No watch had it as news", answer.Text, StringComparison.Ordinal);
        var fields = answer.Fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        Assert.Contains($"in scan {Sample.Id} of redis:7", fields["First seen"], StringComparison.Ordinal);
        Assert.Equal("trivy 0.67.2", fields["Found by"]);
        Assert.Equal("2026-11-29T06:00:00Z", fields["Database"]);
        Assert.Empty(answer.Sections);
    }

    [Fact]
    public async Task Why_Told_SaysEachDecisionWithItsRuleAndEachDelivery()
    {
        var alert = AlertSamples.Alert() with { Places = [new("slack", "C1"), new("discord", "300"), new("slack", "C9")] };
        await KeepAsync(alert, AlertDecision.Tell);
        await ShowAsync(alert, "slack", "C1");
        var claim = await OweAsync(alert, "discord", "300");
        await Cards.ReleaseAsync(claim, TimeSpan.Zero, isFailure: true, Token);

        var lines = Assert.Single((await WhyAsync(_finding.Key)).Sections).Lines.Select(line => line.Text).ToList();

        Assert.Contains("2026-11-30 02:00 UTC new, database changed: told (rule: risk high or higher; cves: with a fix or known exploited)", lines);
        Assert.Contains(lines, line => line.StartsWith("Messages: slack C1: there since", StringComparison.Ordinal));
        Assert.Contains("Messages: discord 300: not there yet, 1 tries failed", lines);
        Assert.Contains("Messages: slack C9: the message is gone, or too old", lines);
    }

    [Theory]
    [InlineData("en", "not reachable from outside")]
    [InlineData("ko", "not reachable from outside")]
    public async Task Why_AcceptedAndTakenBack_SaysByWhomAndWhy(string language, string reason)
    {
        var desk = new FakeAcceptanceDesk(_scans);
        var known = await desk.FindAsync(_finding.Key, Token);
        await desk.AcceptAsync(new AcceptanceWish(known!, AcceptanceScope.Finding, null, AcceptanceKind.Accepted, reason, 30, "slack:T1/C1/U1", "slack:T1/C1"), Token);
        await desk.TakeBackAsync(desk.Kept[0].Id, "slack:T1/C1/U2", Token);
        await desk.AcceptAsync(new AcceptanceWish(known!, AcceptanceScope.Finding, null, AcceptanceKind.FalsePositive, "we looked", null, "slack:T1/C1/U3", "slack:T1/C1"), Token);

        var lines = Assert.Single((await WhyAsync(_finding.Key, language, desk)).Sections).Lines.Select(line => line.Text).ToList();

        Assert.Contains("slack:T1/C1/U3: we looked", lines[0], StringComparison.Ordinal);
        Assert.Contains($"slack:T1/C1/U1: {reason}", lines[1], StringComparison.Ordinal);
        Assert.Contains("slack:T1/C1/U2", lines[1], StringComparison.Ordinal);
    }

    public static TheoryData<AlertDecision> Decisions => [.. Enum.GetValues<AlertDecision>()];

    [Theory]
    [MemberData(nameof(Decisions))]
    public async Task Why_AnyDecision_IsSaidInBothLanguages(AlertDecision decision)
    {
        await KeepAsync(AlertSamples.Alert(), decision);

        var (english, korean) = (await WhyAsync(_finding.Key), await WhyAsync(_finding.Key, "ko"));

        Assert.NotEqual(english.Sections[0].Lines[0].Text, korean.Sections[0].Lines[0].Text);
        Assert.Contains(korean.Sections[0].Lines[0].Text, letter => letter is >= '가' and <= '힣');
    }

    [Theory]
    [InlineData("ffffffffffffffff")]
    [InlineData("not-a-key")]
    [InlineData("' OR 1=1 --")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task Why_NoSuchKey_SaysSo(string key)
        => Assert.Contains("No scan that is kept here has a finding", (await WhyAsync($"\"{key}\"")).Title + (await WhyAsync($"\"{key}\"")).Text, StringComparison.Ordinal);

    private async Task KeepAsync(Alert alert, AlertDecision decision)
    {
        var at = new DateTimeOffset(2026, 11, 30, 2, 0, 0, TimeSpan.Zero);
        var entry = new AlertEntry
        {
            Key = _finding.Key, Target = "7|linux/amd64", Scanner = StageIds.Trivy, FirstAt = at, FirstScan = Sample.Id, Alert = alert.Id, ToldAt = at,
            Decisions = [new AlertDecided(at, decision, FindingChange.New, NewsCause.DatabaseChanged, AlertRule.Usual.Text, Sample.Id)],
        };
        await Alerts.KeepAsync(new AlertBook { WatchId = Watch, Entries = [entry] }, [alert], Token);
    }

    private Task<Claim> OweAsync(Alert alert, string platform, string channel)
        => Cards.KeepAsync(
            new KeptCard(alert.CardAt(new(platform, channel)), alert.Id, platform, channel, null, Joined: false, ReportLanguage.English, CardKind.Alert), "somebody", TimeSpan.FromMinutes(1), Token);

    private async Task ShowAsync(Alert alert, string platform, string channel)
    {
        var claim = await OweAsync(alert, platform, channel);
        await Cards.PostedAsync(claim, "there", Token);
        await Cards.ShownAsync(claim, 0, Token);
    }

    private async Task<Conversation.Messages.ChatMessage> WhyAsync(string key, string language = "en", IAcceptanceDesk? desk = null)
        => await new ChatHarness(_scans, services =>
        {
            services.AddSingleton(desk ?? new FakeAcceptanceDesk(_scans));
            services.AddSingleton(Alerts);
            services.AddSingleton(Cards);
            services.Configure<ChatOptions>(chat => chat.Language = language);
        }).SendAsync($"why {key}");
}
