using DockerScan.Core.Reading;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Stores;

namespace DockerScan.Core.Tests.Reading;

/// <summary>Which moments of a timeline are about somebody that a reputation service calls malicious.</summary>
public sealed class TimelineReadingTests
{
    // Longer than a label, which is cut.
    private static readonly string LongName = string.Join('.', Enumerable.Repeat("sub0123456", 9)) + ".bad.site.net";

    [Theory]
    [InlineData("bad.site.net", "dns")]
    [InlineData("bad.site.net:443 tls", "connection")]
    public void IsMalicious_ResultOfAnOlderVersion_GoesByItsLabel(string label, string kind)
        => Assert.True(Reading("bad.site.net").IsMalicious(new TimelineMark(1, label, kind, IsSuspicious: false)));

    [Fact]
    public void IsMalicious_HostIsKept_GoesByItWhateverTheLabelSays()
    {
        var reading = Reading("bad.site.net");

        Assert.True(reading.IsMalicious(new TimelineMark(1, "somebody", "connection", IsSuspicious: false) { Host = "bad.site.net" }));
        Assert.False(reading.IsMalicious(new TimelineMark(1, "bad.site.net:443", "connection", IsSuspicious: false) { Host = "good.site.net" }));
        Assert.False(reading.IsMalicious(new TimelineMark(1, "bad.site.net", "file", IsSuspicious: false) { Host = "bad.site.net" }));
    }

    [Fact]
    public void IsMalicious_NameLongerThanALabel_IsKnownAllTheSame()
        => Assert.True(Reading(LongName).IsMalicious(new TimelineMark(1, LongName[..79] + "…", "dns", IsSuspicious: false) { Host = LongName }));

    private static TimelineReading Reading(string name)
        => new(new SandboxTimeline(1_000, [], []), [ScanSamples.Known(new Indicator(IndicatorKind.Domain, name), Reputation.Malicious)]);
}
