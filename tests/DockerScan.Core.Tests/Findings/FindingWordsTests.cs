using System.Text.RegularExpressions;
using DockerScan.Core.Findings;
using DockerScan.TestKit.Builders;

namespace DockerScan.Core.Tests.Findings;

public sealed partial class FindingWordsTests
{
    // Put together of pieces, or said by Trivy.
    private static readonly string[] Composed =
        ["Review: ", " in {0}", "The image floods ", "The image met its limit of ", "The image contacts many", " of {1} engines", "It calls ", "{0}: ", "No fixed version yet", "Upgrade ", "Reverse shell to ", "Delete them in ", "The image crashed"];

    private static readonly string Source = FindSource();

    [Theory]
    [InlineData("The image starts as root", "이미지가 root로 시작됨")]
    [InlineData("There are 12 VOLUMEs", "VOLUME이 12개임")]
    [InlineData("EXPOSE 23/tcp: Telnet sends passwords in clear", "EXPOSE 23/tcp: Telnet은 비밀번호를 평문으로 전송함")]
    [InlineData("The image contacts 198.51.100.7:443/tcp", "외부에 접속함: 198.51.100.7:443/tcp")]
    [InlineData("The image contacts a package mirror: deb.debian.org", "패키지 미러에 접속함: deb.debian.org")]
    [InlineData("CMD names a folder", "CMD에 폴더가 지정됨")]
    [InlineData("No fixed version yet: its distributor will not fix it. Remove tar if nothing needs it, or build on an image without it",
        "수정 버전이 아직 없습니다(배포자가 수정하지 않기로 함). tar이(가) 필요하지 않으면 제거하거나, 포함되지 않은 이미지를 기반으로 빌드하십시오")]
    [InlineData("Name the program in it: the container cannot start as configured.", "폴더 안의 프로그램을 지정하십시오. 현재 설정으로는 컨테이너가 시작되지 않습니다.")]
    [InlineData("It calls 192[.]0[.]2[.]1, which 3 of 90 engines flag", "엔진 90개 중 3개가 탐지한 192[.]0[.]2[.]1에 접속함")]
    public void In_Korean_IsSaidWithItsNamesAndNumbers(string english, string korean) => Assert.Equal(korean, FindingWords.In(english, ReportLanguage.Korean));

    [Theory]
    [InlineData("")]
    [InlineData("zlib: integer overflow")]
    [InlineData("The image contacts ")]
    [InlineData("the image starts as root")]
    [InlineData("There are VOLUMEs")]
    [InlineData("{0}")]
    [InlineData("{9} {")]
    public void In_WhatNobodyPutIntoWords_StaysAsItIs(string text)
        => Assert.All(Enum.GetValues<ReportLanguage>(), language => Assert.Equal(text, FindingWords.In(text, language)));

    // A name out of an image is never a pattern, a hole or a language of its own.
    [Theory]
    [InlineData("{0}{1}")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a names a folder")]
    [InlineData(" in the image")]
    public void In_HostileName_StandsInItsHoleAsItIs(string name)
        => Assert.Equal($"외부에 접속함: {name}", FindingWords.In($"The image contacts {name}", ReportLanguage.Korean));

    [Fact]
    public void Texts_Each_HasKoreanWithTheSameHoles()
    {
        Assert.True(KoreanFindings.Texts.Count > 200, $"only {KoreanFindings.Texts.Count}");
        Assert.Equal(KoreanFindings.Texts.Count, KoreanFindings.Texts.Select(text => text.English).Distinct(StringComparer.Ordinal).Count());
        Assert.All(KoreanFindings.Texts, text =>
        {
            Assert.Matches("[가-힣]", text.Korean);
            Assert.Equal(Hole().Matches(text.English).Select(hole => hole.Value), Hole().Matches(text.Korean).Select(hole => hole.Value).Order(StringComparer.Ordinal));
        });
    }

    // A sentence that nobody says any more would be kept for ever, and one that was reworded would be English again without a word.
    [Fact]
    public void Texts_Each_IsStillSaidInTheProgram()
        => Assert.All(
            KoreanFindings.Texts.Select(text => text.English).Where(english => !Composed.Any(part => english.Contains(part, StringComparison.Ordinal))),
            english => Assert.All(Hole().Split(english).Select(part => part.Trim(' ', ':')), part => Assert.Contains(part, Source, StringComparison.Ordinal)));

    [Fact]
    public void Texts_EveryAdviceOfOurRules_IsThere()
    {
        var advice = Advice().Matches(Source).Select(match => match.Groups["text"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(advice.Count > 40, $"only {advice.Count}");
        Assert.All(advice, text => Assert.NotEqual(text, FindingWords.In(text, ReportLanguage.Korean)));
    }

    [Theory]
    [InlineData("unvouched", "start files", "자동 실행 파일")]
    [InlineData("generic-api-key", "image configuration", "이미지 설정")]
    [InlineData("limit", "memory", "메모리")]
    [InlineData("internal", "memory", "memory")]
    [InlineData("setuid-file", "/usr/bin/start files", "/usr/bin/start files")]
    [InlineData("public", "pool.example:3333", "pool.example:3333")]
    [InlineData("user-root", "USER", "USER")]
    public void Place_InKorean_IsOursOnlyWhereARuleNamedIt(string id, string place, string korean)
    {
        var finding = SampleFindings.Root() with { Id = id, Target = place };

        Assert.Equal((place, korean), (FindingWords.Place(finding, ReportLanguage.English), FindingWords.Place(finding, ReportLanguage.Korean)));
    }

    // A rule that comes with a place of its own would be English in a Korean report, and nobody would know.
    [Fact]
    public void Place_EachThatARuleNames_HasKorean()
    {
        var places = NamedPlace().Matches(Source).Select(match => match.Groups["place"].Value).Concat(SetPlace().Matches(Source).Select(match => match.Groups["place"].Value))
            .Where(place => !IsOfDockerOrSystem(place)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(places.Count > 6, $"only {string.Join(", ", places)}");
        Assert.All(places, place => Assert.Contains(place, KoreanPlaces.Texts.Select(text => text.English)));
        Assert.All(KoreanPlaces.Texts, text =>
        {
            Assert.Contains($"\"{text.English}\"", Source, StringComparison.Ordinal);
            Assert.Matches("[가-힣]", text.Korean);
        });
    }

    private static bool IsOfDockerOrSystem(string place) => place.StartsWith('/') || place.All(letter => char.IsAsciiLetterUpper(letter) || letter == ' ');

    // What rules of the program say: not the files of config, which have their Korean themselves.
    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DockerScan.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the solution is not above the tests");
        }

        var files = new[] { "DockerScan.Scanners/ImageConfig", "DockerScan.Scanners/Autorun", "DockerScan.Scanners/Sandbox/Analysis", "DockerScan.Scanners/Trivy/Mapping", "DockerScan.Engine/Reputations", "DockerScan.Core/Assessment" }
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", part), "*.cs", SearchOption.AllDirectories));
        return string.Join('\n', files.Select(File.ReadAllText)).Replace("\\\"", "\"", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    // Behind the title of a finding.
    [GeneratedRegex("\"[A-Z][^\"\\n]* [^\"\\n]*\",\\s*\"(?<place>[^\"{}\\n]+)\",", RegexOptions.NonBacktracking)]
    private static partial Regex NamedPlace();

    [GeneratedRegex("Target = (?:[^\";,]* [?:] )?\"(?<place>[^\"{}]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex SetPlace();

    // A whole sentence in a literal.
    [GeneratedRegex("(?:Mend\\w* = |Remediation = |^ +|, |=> |\\? |: )\"(?<text>[A-Z][a-zA-Z-]+ [^\"{}]{16,}\\.)\"", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Advice();
}
