using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Autorun;
using DockerScan.Scanners.Tests.Sandbox.Analysis;
using DockerScan.Scanners.Titles;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scanners.Tests.Titles;

public sealed class ConfiguredTitlesTests
{
    private static readonly ConfiguredTitles Titles = new([new TitleSource(() => TestSignatures.All.Titles), new TitleSource(() => TestBehavior.Settings.Titles)]);

    [Fact]
    public void In_EveryTitleOfTheFiles_IsKoreanForAKorean()
    {
        var english = TestSignatures.All.Scripts.Select(each => each.Title).Concat(TestSignatures.All.Binaries.Select(each => each.Title))
            .Concat(TestBehavior.Settings.Commands.Select(each => each.Title)).Concat(TestBehavior.Settings.Places.Select(each => each.Title)).ToList();

        Assert.InRange(english.Count, 100, 1000);
        Assert.All(english, title =>
        {
            Assert.Contains(Titles.In(title, ReportLanguage.Korean), letter => letter is >= '가' and <= '힣');
            Assert.Equal(title, Titles.In(title, ReportLanguage.English));
        });
    }

    [Fact]
    public void In_TitleOfAnotherHand_StaysAsItIs() => Assert.Equal("a hostile title", Titles.In("a hostile title", ReportLanguage.Korean));

    [Fact]
    public void In_English_ReadsNoFile()
    {
        var titles = new ConfiguredTitles([new TitleSource(() => throw new InvalidDataException("the file was read"))]);

        Assert.Equal("title", titles.In("title", ReportLanguage.English));
    }

    [Fact]
    public void AddScanners_BothOfThem_HaveOneServiceOfTitles()
    {
        var services = new ServiceCollection();
        services.AddAutorunScanner();
        services.AddSandboxScanner();

        Assert.Single(services, service => service.ServiceType == typeof(IFindingTitles));
        Assert.Equal(2, services.Count(service => service.ServiceType == typeof(TitleSource)));
    }
}
