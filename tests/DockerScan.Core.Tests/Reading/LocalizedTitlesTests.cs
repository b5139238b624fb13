using DockerScan.Core.Findings;
using DockerScan.Core.Reading;

namespace DockerScan.Core.Tests.Reading;

public sealed class LocalizedTitlesTests
{
    [Fact]
    public void In_Korean_OnlyTitlesOfOurRulesChange()
    {
        var rule = Make.Finding("a", check: "autorun.file");
        rule = rule with { Details = rule.Details with { KeyClass = KeyClasses.Signature } };
        var scan = Make.Scan([], rule, Make.Finding("b"));

        var shown = LocalizedTitles.In(scan, new Upper(), ReportLanguage.Korean);

        Assert.Equal(["A TITLE", "a title"], shown.Findings.Select(finding => finding.Details.Title));
        Assert.Equal(scan.Findings.Select(finding => finding.Key), shown.Findings.Select(finding => finding.Key));
        Assert.Equal(["a title", "a title"], scan.Findings.Select(finding => finding.Details.Title));
    }

    [Fact]
    public void In_English_IsTheResultItself()
    {
        var scan = Make.Scan([], Make.Finding("a", check: "autorun.file"));

        Assert.Same(scan, LocalizedTitles.In(scan, new Upper(), ReportLanguage.English));
        Assert.Same(scan, LocalizedTitles.In(scan, null, ReportLanguage.English));
    }

    [Fact]
    public void In_KoreanWithoutOthersTitles_WhatTheProgramSaysIsKorean()
    {
        var finding = Make.Finding("a", check: "autorun.file");
        finding = finding with
        {
            Details = finding.Details with
            {
                KeyClass = "autorun.file", Title = "The image starts as root", Remediation = "Read what it does before building on this image.", RiskReason = "it says little alone", Description = "of one image alone",
            },
        };

        var shown = Assert.Single(LocalizedTitles.In(Make.Scan([], finding), null, ReportLanguage.Korean).Findings).Details;

        Assert.Equal(
            ("이미지가 root로 시작됨", "이 이미지를 기반으로 빌드하기 전에 내용을 확인하십시오.", "단독으로는 의미가 크지 않습니다", "of one image alone"),
            (shown.Title, shown.Remediation, shown.RiskReason, shown.Description));
    }

    [Fact]
    public void In_KoreanVulnerability_TitleIsTheWorldsAndItsAdviceKorean()
    {
        var finding = Make.Finding("b");
        finding = finding with { Details = finding.Details with { Title = "The image starts as root", Remediation = "Upgrade openssl to 3.0.2" } };

        var shown = Assert.Single(LocalizedTitles.In(Make.Scan([], finding), null, ReportLanguage.Korean).Findings).Details;

        Assert.Equal(("The image starts as root", "openssl을(를) 3.0.2(으)로 업그레이드하십시오"), (shown.Title, shown.Remediation));
    }

    private sealed class Upper : IFindingTitles
    {
        public string In(string title, ReportLanguage language) => title.ToUpperInvariant();
    }
}
