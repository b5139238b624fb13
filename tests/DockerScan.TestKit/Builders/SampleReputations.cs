using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.TestKit.Builders;

/// <summary>One indicator of every verdict, with hostile paths and names.</summary>
public static class SampleReputations
{
    private static readonly DateTimeOffset Time = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    public static ScanResult Add(ScanResult result) => result with
    {
        Revision = 2,
        AmendedAt = Time,
        Autorun =
        [
            new AutorunFile { Path = "/usr/bin/dash", Sha256 = Hash('1'), SizeBytes = 125_000, Kind = AutorunKind.Elf, StartedBy = "ENTRYPOINT", Package = "dash" },
            new AutorunFile { Path = "/start.sh", Sha256 = Hash('2'), SizeBytes = 300, Kind = AutorunKind.Script, StartedBy = "ENTRYPOINT", Reputation = Reputation.Unknown },
        ],
        Dropped =
        [
            new DroppedFile("/tmp/.x|[a](http://evil)<b>", Hash('3'), 18_432, AutorunKind.Elf, WasRun: true) { Reputation = Reputation.Malicious },
            new DroppedFile("/memfd:payload", null, 0, AutorunKind.Elf, WasRun: true),
        ],
        Network =
        [
            new NetworkContact("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", "tls", "TLS for bad.site.net") { Reputation = Reputation.Suspicious },
            new NetworkContact("tcp", "8.8.8.8", 53, null, "sh", null, "called") { Reputation = Reputation.Harmless },
        ],
        Reputations =
        [
            Known(IndicatorKind.File, Hash('3'), Reputation.Malicious, 41, "/tmp/.x|[a](http://evil)<b>"),
            Known(IndicatorKind.Domain, "bad.site.net", Reputation.Suspicious, 1, "bad.site.net:4444 by sh"),
            Known(IndicatorKind.Address, "8.8.8.8", Reputation.Harmless, 0, "8.8.8.8:53 by sh"),
            Known(IndicatorKind.File, Hash('2'), Reputation.Unknown, 0, "/start.sh"),
            Known(IndicatorKind.File, Hash('4'), Reputation.Pending, 0, "/a"),
            Known(IndicatorKind.File, Hash('5'), Reputation.OverQuota, 0, "/b", "/c", "/d", "/e"),
            Known(IndicatorKind.Address, "2606:4700::1111", Reputation.NotConfigured, 0, "[2606:4700::1111]:443"),
        ],
    };

    private static IndicatorReputation Known(IndicatorKind kind, string value, Reputation reputation, int flagged, params string[] seen) => new()
    {
        Indicator = new Indicator(kind, value),
        Check = kind == IndicatorKind.File ? CheckIds.AutorunMalware : CheckIds.MaliciousAddress,
        Seen = seen,
        Rank = 50,
        Reputation = reputation,
        Report = reputation < Reputation.Unknown ? null : new ReputationReport
        {
            Reputation = reputation, Flagged = flagged, Asked = 70, FirstSeen = Time.AddYears(-1), LastAnalysed = Time.AddDays(-2),
            Link = "https://www.virustotal.com/gui/search/" + value, CheckedAt = Time,
        },
    };

    private static string Hash(char digit) => new(digit, 64);
}
