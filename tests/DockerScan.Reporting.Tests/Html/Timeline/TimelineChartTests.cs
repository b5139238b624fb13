using System.Globalization;
using System.Xml.Linq;
using DockerScan.Core.Checks;
using DockerScan.Core.Reading;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Html.Timeline;
using DockerScan.Reporting.Strings;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Html.Timeline;

public sealed class TimelineChartTests
{
    public static TheoryData<string> Hostile() =>
        ["</text></svg><script>alert(1)</script>", "\" onload=\"alert(1)", "]]>&lt;&#60;", "\u202E\u0000\u001b[31m", new string('<', 5_000), "\uD800"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Render_HostileLabels_AreOnlyText(string hostile)
    {
        var svg = Render(new SandboxTimeline(1_000, [new(hostile, 0, 5, 0, true), new(hostile, 0, null, int.MinValue, false)], [new(1, hostile, hostile, true), new(2, hostile, "dns", false)]));

        var known = new[] { "figure", "div", "svg", "title", "desc", "text", "path", "rect", "circle" };
        var attributes = new[] { "class", "tabindex", "viewBox", "role", "aria-labelledby", "id", "x", "y", "width", "height", "rx", "d", "cx", "cy", "r" };
        Assert.All(svg.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, known));
        Assert.All(svg.DescendantsAndSelf().Attributes(), attribute => Assert.Contains(attribute.Name.LocalName, attributes));
    }

    [Fact]
    public void Render_Crowded_HasRowForEachLabelAndNoneOverlap()
    {
        var svg = Render(SampleTimelines.Crowded());

        var rows = svg.Descendants("text").Where(text => ((string?)text.Attribute("class"))!.StartsWith("name", StringComparison.Ordinal)).ToList();
        var tops = rows.Select(row => Number(row, "y")).ToList();
        Assert.InRange(rows.Count, 40 + 6, 40 + (6 * 9));
        Assert.All(tops.Zip(tops.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 20));
        Assert.All(rows, row => Assert.InRange(TimelineText.Measure(row.Nodes().OfType<XText>().Single().Value), 1, TimelineScale.Left - 16 - 12));
    }

    [Fact]
    public void Render_Suspicious_IsToldByMoreThanColour()
    {
        var svg = Render(new SandboxTimeline(60_000, [], [new(1, "good", "dns", false), new(30_000, "bad", "dns", true)]));

        Assert.Single(svg.Descendants("circle"), dot => (string?)dot.Element("title") is not null);
        Assert.Single(svg.Descendants("path"), dot => (string?)dot.Attribute("class") == "dot bad");
        Assert.Single(svg.Descendants("text"), text => (string?)text.Attribute("class") == "name name-bad");
    }

    [Fact]
    public void Render_MaliciousContact_SaysSoInWordsAndInShape()
    {
        var timeline = new SandboxTimeline(
            60_000,
            [],
            [
                new(1, "Pool.Site.NET.", "dns", false), new(9_000, "pool.site.net:3333 tls", "connection", false), new(9_100, "198.41.0.4 icmp", "flow", false),
                new(20_000, "[2606:4700::1111]:443 tls", "connection", false), new(30_000, "good.site.net:443", "connection", false), new(40_000, "pool.site.net", "file", false),
            ]);
        IndicatorReputation[] known =
        [
            Known(IndicatorKind.Domain, "pool.site.net", Reputation.Malicious), Known(IndicatorKind.Address, "198.41.0.4", Reputation.Malicious),
            Known(IndicatorKind.Address, "2606:4700::1111", Reputation.Malicious), Known(IndicatorKind.Domain, "good.site.net", Reputation.Harmless),
        ];

        var view = new TimelineReading(timeline, known);
        var svg = XElement.Parse(TimelineChart.Render(view, EnglishStrings.Instance));

        var names = svg.Descendants("text").Where(text => ((string?)text.Attribute("class"))!.StartsWith("name", StringComparison.Ordinal))
            .Select(text => text.Nodes().OfType<XText>().Single().Value).ToList();
        Assert.Equal(
            ["Pool.Site.NET. · malicious", "pool.site.net:3333 tls · malicious", "[2606:4700::1111]:443 tls · malicious", "good.site.net:443", "198.41.0.4 icmp · malicious", "pool.site.net"],
            names);
        Assert.Equal(4, svg.Descendants("path").Count(dot => (string?)dot.Attribute("class") == "dot bad"));
        Assert.EndsWith("4 of these suspicious.", TimelineSentences.Summary(view, EnglishStrings.Instance), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Render_HostileLabels_MatchNoReputation(string hostile)
    {
        var view = new TimelineReading(
            new SandboxTimeline(1_000, [], [new(1, hostile, "dns", false), new(2, "[" + hostile, "connection", false)]),
            [Known(IndicatorKind.Domain, "pool.site.net", Reputation.Malicious)]);

        Assert.DoesNotContain(view.Timeline.Marks, mark => mark.IsSuspicious || view.IsMalicious(mark));
    }

    [Fact]
    public void Render_Empty_StillHasAxisTitleAndText()
    {
        var svg = Render(new SandboxTimeline(60_000, [], []));

        Assert.Equal("Timeline", svg.Descendants("title").First().Value);
        Assert.StartsWith("Watched for 60 s: 0 processes", svg.Descendants("desc").Single().Value, StringComparison.Ordinal);
        Assert.Contains("60 s", svg.Descendants("text").Select(text => text.Value));
    }

    [Fact]
    public void Render_MoreThanBounds_DrawsOnlyBounds()
    {
        var svg = Render(new SandboxTimeline(
            60_000,
            [.. Enumerable.Range(0, 500).Select(number => new TimelineBar("a", number, null, 1, false))],
            [.. Enumerable.Range(0, 5_000).Select(number => new TimelineMark(number, $"m{number}", "dns", false))]));

        Assert.Contains("Processes (40)", svg.Descendants("text").Select(text => text.Value));
        Assert.Contains("Names asked for (DNS) (200)", svg.Descendants("text").Select(text => text.Value));
    }

    [Fact]
    public void Render_Bars_StayWithinAxis()
    {
        var svg = Render(new SandboxTimeline(10_000, [new("late", 10_000, 10_000, 1, false), new("backwards", 9_000, 10, 1, false), new("early", -50, 5, 1, false)], []));

        var bars = svg.Descendants("rect").Where(bar => (string?)bar.Attribute("class") == "bar" && bar.Element("title") is not null).ToList();
        Assert.Equal(3, bars.Count);
        Assert.All(bars, bar => Assert.InRange(Number(bar, "x") + Number(bar, "width"), TimelineScale.Left + 4, TimelineScale.End + 0.1));
        Assert.All(bars, bar => Assert.True(Number(bar, "width") >= 4));
    }

    private static XElement Render(SandboxTimeline timeline) => XElement.Parse(TimelineChart.Render(new TimelineReading(timeline), EnglishStrings.Instance));

    private static IndicatorReputation Known(IndicatorKind kind, string value, Reputation reputation)
        => new() { Indicator = new Indicator(kind, value), Check = CheckIds.MaliciousAddress, Seen = [value], Reputation = reputation };

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
