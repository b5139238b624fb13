using DockerScan.Core.Alerts;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Tests.Alerts;

public sealed class AlertDigestTests
{
    private static readonly DateTimeOffset Morning = Results.Start.AddHours(6);
    private static readonly WatchPlace Place = new("slack", "C1");

    [Fact]
    public void Make_AlertsOfSeveralWatches_SaysOfEachLineWhoseItIs()
    {
        var digest = AlertDigest.Make(Morning, Place, [Alert("redis:7", "CVE-1"), Alert("nginx:1", "CVE-1", "CVE-2")], Morning);

        Assert.Equal((AlertKind.Digest, string.Empty, 1, 2), (digest.Kind, digest.WatchId, digest.Revision, digest.Counts.New));
        Assert.Equal(["nginx:1", "redis:7"], digest.Lines.Single(line => line.Finding.Details.Id == "CVE-1").Tags.Order(StringComparer.Ordinal));
        Assert.Equal("/bin/nc (redis:7)", digest.Drift[0].Text);
        Assert.Null(digest.NotBefore);
    }

    [Fact]
    public void Make_Again_IsTheSameMessageAndGrowsWithItsAlerts()
    {
        var alert = Alert("redis:7", "CVE-1");
        var first = AlertDigest.Make(Morning, Place, [alert, alert], Morning);

        var later = AlertDigest.Make(Morning, Place, [alert with { Revision = 1 }, alert], Morning.AddDays(1));

        Assert.Equal((first.Id, first.Revision + 1), (later.Id, later.Revision));
        Assert.Equal(AlertDigest.IdOf(Morning, Place), later.Id);
        Assert.NotEqual(first.Id, AlertDigest.IdOf(Morning, Place with { Channel = "C2" }));
    }

    [Fact]
    public void Make_AStorm_IsBounded()
    {
        var storm = Enumerable.Range(0, 100).Select(number => Alert($"app{number}:1", [.. Enumerable.Range(0, 60).Select(cve => $"CVE-{number}-{cve}")])).ToList();

        var digest = AlertDigest.Make(Morning, Place, storm, Morning);

        Assert.True(digest.Lines.Count <= Core.Alerts.Alert.MaxLines && digest.Scans.Count <= Core.Alerts.Alert.MaxLines && digest.Drift.Count <= Core.Alerts.Alert.MaxDrift);
        Assert.Equal(6000, digest.Counts.New);
    }

    private static Alert Alert(string image, params string[] cves) => new()
    {
        Id = Core.Alerts.Alert.IdOf(image), Run = image, WatchId = "watch" + image, Image = image, Kind = AlertKind.News, CreatedAt = Results.Start, Places = [Place], NotBefore = Morning,
        Lines = [.. cves.Select(cve => new AlertLine(Results.Cve(cve), FindingChange.New, NewsCause.ImageChanged, ["7"]))],
        Drift = [new DriftFact(DriftKind.Process, "/bin/nc")],
        Counts = new AlertCounts { New = cves.Length, High = cves.Length },
    };
}
