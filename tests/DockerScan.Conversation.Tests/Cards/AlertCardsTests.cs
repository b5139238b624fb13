using DockerScan.Conversation.Cards;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;

namespace DockerScan.Conversation.Tests.Cards;

/// <summary>What a card of news says of where it comes from.</summary>
public sealed class AlertCardsTests
{
    private static readonly Alert Alert = new()
    {
        Id = Alert.IdOf("watch000001@1"), Run = "watch000001@1", WatchId = "watch000001", Image = "redis:7", Kind = AlertKind.News, CreatedAt = DateTimeOffset.UnixEpoch,
        Drift = [new DriftFact(DriftKind.SetUid, "/opt/helper")],
    };

    [Fact]
    public void Make_News_NamesTheWatchSoThatItCanBeMuted()
        => Assert.Contains(AlertCards.Make(Alert with { Scans = [Scan("linux/amd64")] }).Fields, field => field.Value == Alert.WatchId);

    [Fact]
    public void Make_OneUsualPlatform_GoesWithoutSaying()
        => Assert.DoesNotContain("linux/", AlertCards.Make(Alert with { Scans = [Scan("linux/amd64")] }).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Make_SeveralPlatforms_SaysWhichPointsAtWhat(ReportLanguage language)
    {
        var lines = AlertCards.Make(Alert with { Language = language, Scans = [Scan("linux/amd64"), Scan("linux/arm64")] }).Text.Split('\n');

        Assert.Equal(["linux/amd64: ", "linux/arm64: "], lines.Select(line => line[..13]));
    }

    private static AlertedScan Scan(string platform)
        => new(ScanId.Parse("scan000001"), ["7"], platform, WatchReason.ImageChanged, Verdict.High, Verdict.High) { Digest = "sha256:5f1c0d6a2b3e", Was = "sha256:9a0b7c4d1e2f" };
}
