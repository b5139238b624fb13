using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Reputations;
using DockerScan.TestKit.Stores;

namespace DockerScan.Engine.Tests.Reputations;

public sealed class IndicatorCollectorTests
{
    [Theory]
    [InlineData("8.8.8.8", "8.8.8.8")]
    [InlineData("2606:4700::1111", "2606:4700::1111")]
    [InlineData("10.1.2.3", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("169.254.169.254", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("224.0.0.251", null)]
    [InlineData("fe80::1", null)]
    [InlineData("::ffff:192.168.1.1", null)]
    [InlineData("not an address", null)]
    public void Collect_AddressWithoutName_OnlyPublicOnesAreAsked(string address, string? asked)
        => Assert.Equal(asked, Values(Contact(address, 443)).SingleOrDefault());

    [Theory]
    [InlineData("Evil.Site.NET.", "evil.site.net")]
    [InlineData("printer.local", null)]
    [InlineData("db.corp", null)]
    [InlineData("redis", null)]
    [InlineData("bad name.net", null)]
    public void Collect_AddressThatANameLedTo_NameAloneIsAskedBecauseTheAddressIsMadeUp(string domain, string? asked)
        => Assert.Equal(asked, Values(Contact("185.1.2.3", 443, domain)).SingleOrDefault());

    [Fact]
    public void Collect_SameNameOnSeveralPorts_IsOneIndicatorWithTheHigherRank()
    {
        var set = IndicatorCollector.Collect(Result() with { Network = [Contact("185.1.2.3", 443, "a.site.net"), Contact("185.1.2.3", 4444, "a.site.net")] });

        var only = Assert.Single(set.Indicators);
        Assert.Equal(["a.site.net:443 by sh", "a.site.net:4444 by sh"], only.Seen);
        Assert.Equal(90, only.Rank);
        Assert.Equal(CheckIds.MaliciousAddress, only.Check);
    }

    [Fact]
    public void Collect_Everything_DroppedProgramAndOddPortComeBeforeWhatIsCommon()
    {
        var set = IndicatorCollector.Collect(Result() with
        {
            Network = [Contact("185.1.2.3", 443, "web.site.net"), Contact("8.8.8.8", 3333)],
            Dropped = [new DroppedFile("/tmp/x", Hash('d'), 1, AutorunKind.Elf, WasRun: true)],
            Autorun = [File('a'), File('b', depth: 2)],
        });

        Assert.Equal([Hash('d'), "8.8.8.8", "web.site.net", Hash('a'), Hash('b')], set.Indicators.Select(each => each.Indicator.Value));
        Assert.Empty(set.Shortfalls);
    }

    [Fact]
    public void Collect_FileWithASignature_ComesBeforeOtherFiles()
    {
        var sign = ScanSamples.Finding(1);
        var set = IndicatorCollector.Collect(Result() with
        {
            Autorun = [File('a'), File('b') with { Path = "/bad" }],
            Findings = [sign with { Scanner = StageIds.Autorun, State = FindingState.Open, Details = sign.Details with { KeyClass = KeyClasses.Signature, Target = "/bad" } }],
        });

        Assert.Equal(Hash('b'), set.Indicators[0].Indicator.Value);
    }

    [Fact]
    public void Collect_FileOfAPackage_IsNotAskedAndLeavesNoGap()
    {
        var set = IndicatorCollector.Collect(Result() with { Autorun = [File('a') with { Package = "dash" }] });

        Assert.Empty(set.Indicators);
        Assert.Empty(set.Shortfalls);
    }

    [Fact]
    public void Collect_FileWithoutHash_IsAShortfallOfItsCheck()
    {
        var set = IndicatorCollector.Collect(Result() with { Autorun = [File('a') with { Sha256 = null }], Network = [Contact("8.8.8.8", 1)] });

        Assert.Equal([CheckIds.AutorunMalware], set.Shortfalls.Keys);
    }

    [Fact]
    public void Collect_MissingFile_IsNoShortfall()
        => Assert.Empty(IndicatorCollector.Collect(Result() with { Autorun = [File('a') with { Kind = AutorunKind.Missing, Sha256 = null }] }).Shortfalls);

    [Fact]
    public void Collect_PortScan_IsBoundedAndSaysSo()
    {
        var contacts = Enumerable.Range(0, 250).Select(i => Contact($"8.8.{i / 200}.{i % 200}", 22)).ToList();

        var set = IndicatorCollector.Collect(Result() with { Network = contacts });

        Assert.Equal(IndicatorCollector.MaxIndicators, set.Indicators.Count);
        Assert.Contains("150 indicators", set.Shortfalls[CheckIds.MaliciousAddress], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Values(NetworkContact contact)
        => IndicatorCollector.Collect(Result() with { Network = [contact] }).Indicators.Select(each => each.Indicator.Value);

    private static ScanResult Result() => ScanSamples.Result(ScanSamples.Id(1));

    private static NetworkContact Contact(string address, int port, string? domain = null) => new("tcp", address, port, domain, "sh", null, "called");

    private static AutorunFile File(char digit, int depth = 0) => new()
    {
        Path = $"/{digit}", Sha256 = Hash(digit), Kind = AutorunKind.Script, StartedBy = "CMD", Depth = depth,
    };

    private static string Hash(char digit) => new(digit, 64);
}
