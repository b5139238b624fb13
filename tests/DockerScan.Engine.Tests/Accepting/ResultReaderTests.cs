using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Accepting;

/// <summary>Stored results as they stand now, and acceptances as people make them.</summary>
public sealed class ResultReaderTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAcceptanceDesk Desk => _rig.Services.GetRequiredService<IAcceptanceDesk>();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task ReadAsync_AcceptedUntilADay_CountsAgainFromThenOn()
    {
        var stored = Store();
        var key = stored.Findings[0].Key;
        var wish = new AcceptanceWish((await Desk.FindAsync(key, Token))!, AcceptanceScope.Finding, null, AcceptanceKind.Accepted, "why", 7, "test:U1", "test");

        var made = (await Desk.AcceptAsync(wish, Token)).Value;

        Assert.Equal((key, stored.Reference.Repository, stored.Findings[0].Risk, _rig.Time.GetUtcNow().AddDays(7)), (made?.Key, made?.Repository, made?.WorstRisk, made?.ExpiresAt));
        Assert.Equal(FindingState.Accepted, (await ReadAsync(stored))?.Findings[0].State);
        _rig.Time.Advance(TimeSpan.FromDays(7));
        Assert.Same(stored, await ReadAsync(stored));
    }

    [Fact]
    public async Task ReadAsync_AcceptancesThatCannotBeRead_HonoursNoneAndSaysSo()
    {
        var stored = Store();
        await Desk.AcceptAsync(Wish((await Desk.FindAsync(stored.Findings[0].Key, Token))!), Token);
        _rig.Acceptances.Trouble = new EngineException(new ScanFailure(FailureKind.Internal, "the store is locked"));

        var read = await ReadAsync(stored);

        Assert.Equal((stored.Verdict, stored.AtLeast, true), (read?.Verdict, read?.AtLeast, read?.Accepted.IsUnread));
        Assert.Equal(stored.Findings, read?.Findings);
    }

    [Fact]
    public async Task AcceptAsync_SameWishAgain_IsTheSameAcceptance()
    {
        var known = (await Desk.FindAsync(Store().Findings[0].Key, Token))!;

        var first = (await Desk.AcceptAsync(Wish(known), Token)).Value;
        _rig.Time.Advance(TimeSpan.FromSeconds(2));
        var second = (await Desk.AcceptAsync(Wish(known), Token)).Value;
        var longer = (await Desk.AcceptAsync(Wish(known) with { Days = 30 }, Token)).Value;

        Assert.Equal(first, second);
        Assert.NotEqual(first?.Id, longer?.Id);
        Assert.Equal(2, (await Desk.ListAsync(all: true, Token)).Count);
    }

    [Fact]
    public async Task AcceptAsync_WithoutReason_IsRefusedAndNothingKept()
    {
        var known = (await Desk.FindAsync(Store().Findings[0].Key, Token))!;

        Assert.Equal(FailureKind.Refused, (await Desk.AcceptAsync(Wish(known) with { Reason = " " }, Token)).Failure?.Kind);
        Assert.Empty(await Desk.ListAsync(all: true, Token));
    }

    [Fact]
    public async Task TakeBackAsync_One_CountsAgainAndStaysOnTheRecord()
    {
        var stored = Store();
        var made = (await Desk.AcceptAsync(Wish((await Desk.FindAsync(stored.Findings[0].Key, Token))!), Token)).Value!;

        Assert.True(await Desk.TakeBackAsync(made.Id, "test:U2", Token));
        Assert.False(await Desk.TakeBackAsync(made.Id, "test:U3", Token));

        Assert.Same(stored, await ReadAsync(stored));
        Assert.Empty(await Desk.ListAsync(all: false, Token));
        Assert.Equal("test:U2", Assert.Single(await Desk.ListAsync(all: true, Token)).Removal?.By);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    [InlineData("' OR 1 = 1 --")]
    public async Task FindAsync_KeyOfNothing_IsNull(string key)
    {
        Store();

        Assert.Null(await Desk.FindAsync(key, Token));
    }

    private static AcceptanceWish Wish(KnownFinding known)
        => new(known, AcceptanceScope.Finding, null, AcceptanceKind.Accepted, "why", 7, "test:U1", "test");

    private ScanResult Store()
    {
        var result = SampleScans.Vulnerable();
        _rig.Store.Results.Add(result);
        return result;
    }

    private async Task<ScanResult?> ReadAsync(ScanResult stored) => await _rig.Services.GetRequiredService<IResultReader>().ReadAsync(stored, Token);
}
