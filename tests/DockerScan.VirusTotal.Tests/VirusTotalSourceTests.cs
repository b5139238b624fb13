using DockerScan.Core.Reputations;
using DockerScan.TestKit.VirusTotal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.VirusTotal.Tests;

/// <summary>The client before a VirusTotal on this machine.</summary>
public sealed class VirusTotalSourceTests : IAsyncDisposable
{
    private static readonly Indicator File = new(IndicatorKind.File, new string('a', 64));
    private static readonly Indicator Address = new(IndicatorKind.Address, "185.71.65.92");
    private static readonly Indicator Six = new(IndicatorKind.Address, "2606:4700::1111");
    private static readonly Indicator Domain = new(IndicatorKind.Domain, "bad.site.net");
    private readonly LoopbackVirusTotal _server = LoopbackVirusTotal.Start();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task AskAsync_EveryKind_IsAskedAtItsDocumentedPlaceAndLinkedToItsPage()
    {
        foreach (var indicator in (Indicator[])[File, Address, Six, Domain])
        {
            _server.Know(indicator.Value, malicious: 7);
        }

        var answers = new List<ReputationAnswer>();
        foreach (var indicator in (Indicator[])[File, Address, Six, Domain])
        {
            answers.Add(await Source().AskAsync(indicator, Token));
        }

        Assert.Equal(
            [$"/api/v3/files/{File.Value}", "/api/v3/ip_addresses/185.71.65.92", "/api/v3/ip_addresses/2606:4700::1111", "/api/v3/domains/bad.site.net"], _server.Asked);
        Assert.Equal(
            [
                $"https://www.virustotal.com/gui/file/{File.Value}", "https://www.virustotal.com/gui/ip-address/185.71.65.92",
                "https://www.virustotal.com/gui/ip-address/2606%3A4700%3A%3A1111", "https://www.virustotal.com/gui/domain/bad.site.net",
            ],
            answers.Select(answer => answer.Report!.Link));
        Assert.All(answers, answer => Assert.Equal(Reputation.Malicious, answer.Report!.Reputation));
    }

    [Theory]
    [InlineData(0, 0, Reputation.Harmless)]
    [InlineData(0, 1, Reputation.Suspicious)]
    [InlineData(1, 0, Reputation.Suspicious)]
    [InlineData(2, 5, Reputation.Suspicious)]
    [InlineData(3, 0, Reputation.Malicious)]
    public async Task AskAsync_Votes_GiveTheVerdictByTheThresholds(int malicious, int suspicious, Reputation expected)
    {
        _server.Know(File.Value, malicious, suspicious);

        var report = (await Source().AskAsync(File, Token)).Report!;

        Assert.Equal((expected, malicious + suspicious, malicious + suspicious + 60), (report.Reputation, report.Flagged, report.Asked));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), report.FirstSeen);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1720000000), report.LastAnalysed);
        Assert.Equal(_time.GetUtcNow(), report.CheckedAt);
    }

    [Fact]
    public async Task AskAsync_NotKnown_IsUnknownAndNeverHarmless()
        => Assert.Equal(Reputation.Unknown, (await Source().AskAsync(File, Token)).Report?.Reputation);

    [Fact]
    public async Task AskAsync_NoEngineEverLooked_IsUnknown()
    {
        _server.Fail(VirusTotalFault.NeverAnalysed);

        Assert.Equal(Reputation.Unknown, (await Source().AskAsync(File, Token)).Report?.Reputation);
    }

    [Theory]
    [InlineData(VirusTotalFault.ServerError)]
    [InlineData(VirusTotalFault.Transient)]
    [InlineData(VirusTotalFault.HalfAnswer)]
    [InlineData(VirusTotalFault.HalfJson)]
    [InlineData(VirusTotalFault.Html)]
    [InlineData(VirusTotalFault.NotFoundPage)]
    [InlineData(VirusTotalFault.Huge)]
    [InlineData(VirusTotalFault.Redirect)]
    [InlineData(VirusTotalFault.OtherObject)]
    [InlineData(VirusTotalFault.DamagedStats)]
    public async Task AskAsync_BrokenAnswer_IsFailedAfterOneRequest(VirusTotalFault fault)
    {
        _server.Know(File.Value);
        _server.Fail(fault);

        var answer = await Source().AskAsync(File, Token);

        Assert.Equal(ReputationAnswerKind.Failed, answer.Kind);
        Assert.Null(answer.Report);
        Assert.Single(_server.Asked);
        AssertTellsNothing(answer);
    }

    [Fact]
    public async Task AskAsync_NoAnswer_IsFailedAfterItsTime()
    {
        _server.Fail(VirusTotalFault.Silence);

        var asking = Source().AskAsync(File, Token);
        while (!asking.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("VirusTotal did not answer in 15 s", (await asking).Reason);
    }

    [Fact]
    public async Task AskAsync_NobodyListens_IsFailed()
    {
        var source = Source(options => options.ApiUrl = "http://127.0.0.1:1/api/v3/");

        Assert.Equal(ReputationAnswerKind.Failed, (await source.AskAsync(File, Token)).Kind);
    }

    [Theory]
    [InlineData(VirusTotalFault.OverQuota, null)]
    [InlineData(VirusTotalFault.OverQuotaForTwoMinutes, 120.0)]
    public async Task AskAsync_OverQuota_HonoursTheTimeToWait(VirusTotalFault fault, double? seconds)
    {
        _server.Fail(fault);

        var answer = await Source().AskAsync(File, Token);

        Assert.Equal((ReputationAnswerKind.OverQuota, seconds), (answer.Kind, answer.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task AskAsync_OverQuotaUntilADate_IsTheTimeUntilThen()
    {
        _time.SetUtcNow(DateTimeOffset.UtcNow);
        _server.Fail(VirusTotalFault.OverQuotaUntilMidnight);

        var wait = (await Source().AskAsync(File, Token)).RetryAfter;

        Assert.InRange(wait!.Value.TotalHours, -0.1, 24.1);
    }

    [Theory]
    [InlineData(VirusTotalFault.WrongKey)]
    [InlineData(VirusTotalFault.Forbidden)]
    public async Task AskAsync_KeyIsNotAccepted_IsRefused(VirusTotalFault fault)
    {
        _server.Fail(fault);

        var answer = await Source().AskAsync(File, Token);

        Assert.Equal(ReputationAnswerKind.Refused, answer.Kind);
        AssertTellsNothing(answer);
    }

    [Fact]
    public async Task AskAsync_AnotherKey_IsRefusedByTheServer()
        => Assert.Equal(ReputationAnswerKind.Refused, (await Source(options => options.ApiKey = new string('b', 64)).AskAsync(File, Token)).Kind);

    [Fact]
    public void Policy_NoKey_IsOff() => Assert.Null(Source(options => options.ApiKey = null).Policy);

    [Fact]
    public void Policy_Account_IsTheSameForTheSameKeyAndDoesNotTellIt()
    {
        var account = Source().Policy!.Account;

        Assert.Equal(account, Source(options => options.ApiKey = LoopbackVirusTotal.Key.ToUpperInvariant()).Policy!.Account);
        Assert.NotEqual(account, Source(options => options.ApiKey = new string('b', 64)).Policy!.Account);
        Assert.DoesNotContain(account, LoopbackVirusTotal.Key, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Version_OtherThresholds_IsAnother()
        => Assert.NotEqual(Source().Version, Source(options => options.MaliciousEngines = 5).Version);

    private static void AssertTellsNothing(ReputationAnswer answer)
    {
        Assert.DoesNotContain(LoopbackVirusTotal.Key, answer.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("html", answer.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", answer.Reason, StringComparison.Ordinal);
    }

    private IReputationSource Source(Action<VirusTotalOptions>? configure = null)
    {
        var options = new VirusTotalOptions { ApiKey = LoopbackVirusTotal.Key, ApiUrl = _server.Api.AbsoluteUri };
        configure?.Invoke(options);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton(Options.Create(options));
        return services.AddVirusTotal("/nonexistent").BuildServiceProvider().GetRequiredService<IReputationSource>();
    }
}
