using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.TestKit.Stores;

namespace DockerScan.Core.Tests.Words;

/// <summary>Every word in every language, called with every value that it can be asked for.</summary>
public sealed partial class VocabularyTests
{
    // Names that Korean readers know in these letters, the two modes that stand so in the settings, and what is typed.
    private static readonly string[] LatinInKorean = ["Trivy", "VirusTotal", "ELF", "DNS", "Ctrl", "Java", "open", "none", "PDF", "Chromium", "apt", "get", "install", "chromium", "fonts", "noto", "cjk"];

    private static readonly string[] Stages = [.. typeof(StageIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> Members => [.. Spoken.Select(member => member.ToString()!)];

    private static IEnumerable<MethodInfo> Spoken
        => typeof(Vocabulary).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(member => member.ReturnType == typeof(string) && member.DeclaringType == typeof(Vocabulary));

    [Fact]
    public void Members_OfTheVocabulary_AreFound() => Assert.InRange(Spoken.Count(), 30, 500);

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InEnglish_IsASentenceForPeople(string name)
        => Assert.All(Say(name, ReportLanguage.English, "text"), said =>
        {
            AssertForPeople(said);
            Assert.All(said, letter => Assert.True(char.IsAscii(letter), said));
        });

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InKorean_IsKoreanAndHoldsNoOtherLatinWord(string name)
        => Assert.All(Say(name, ReportLanguage.Korean, "글"), said =>
        {
            AssertForPeople(said);
            Assert.Contains(said, letter => letter is >= '가' and <= '힣');
            Assert.Empty(LatinWord().Matches(said).Select(match => match.Value).Except(LatinInKorean));
        });

    [Fact]
    public void Title_EveryStage_HasOneAndAStrangerHasNone()
    {
        foreach (var words in Enum.GetValues<ReportLanguage>().Select(Vocabulary.In))
        {
            Assert.Equal(Stages.Length, Stages.Select(words.Title).OfType<string>().Distinct(StringComparer.Ordinal).Count());
            Assert.Null(words.Title("other"));
        }
    }

    // Two values with one word could not be told apart.
    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Of_EveryOutcomeRiskAndResult_HasAWordOfItsOwn(ReportLanguage language)
    {
        var words = Vocabulary.In(language);

        AssertDistinct(Enum.GetValues<StageOutcome>().Select(words.Of).Append(words.Running));
        AssertDistinct(Enum.GetValues<Risk>().Select(words.Of));
        AssertDistinct(Enum.GetValues<Severity>().Select(words.Of));
        AssertDistinct(Enum.GetValues<CheckResult>().Select(words.Of));
        AssertDistinct(Enum.GetValues<Core.Reputations.Reputation>().Select(words.Of));
        AssertDistinct(Enum.GetValues<Verdict>().Select(verdict => words.Label(verdict, Verdict.None)));
    }

    [Theory]
    [InlineData(0, "0 ms", "0밀리초")]
    [InlineData(-5, "0 ms", "0밀리초")]
    [InlineData(999, "999 ms", "999밀리초")]
    [InlineData(1_000, "1.0 s", "1.0초")]
    [InlineData(9_999, "9.9 s", "9.9초")]
    [InlineData(10_000, "10 s", "10초")]
    [InlineData(59_999, "59 s", "59초")]
    [InlineData(60_000, "1 min", "1분")]
    [InlineData(74_500, "1 min 14 s", "1분 14초")]
    [InlineData(3_600_000, "1 h", "1시간")]
    [InlineData(7_320_000, "2 h 2 min", "2시간 2분")]
    public void Duration_AnyTime_IsShortAndNeverRoundedUp(int milliseconds, string english, string korean)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal((english, korean), (Vocabulary.In(ReportLanguage.English).Duration(time), Vocabulary.In(ReportLanguage.Korean).Duration(time)));
    }

    [Fact]
    public void Duration_RunOfNoTime_IsNotZero()
        => Assert.Equal(
            ["0.1 s", "0.1 s", "0.9 s", "1.2 s"],
            new long[] { 0, 106, 999, 1250 }.Select(ran => Vocabulary.In(ReportLanguage.English).Duration(new TargetRun(TargetEnd.Ended, ran))));

    [Theory]
    [InlineData("", "")]
    [InlineData("timed out", "Timed out")]
    [InlineData("ELF program", "ELF program")]
    [InlineData("시간 초과", "시간 초과")]
    public void Opening_AnyWord_BeginsWithACapitalWhereThereAreSome(string word, string expected) => Assert.Equal(expected, Vocabulary.Opening(word));

    [Fact]
    public void Reason_OfAPartialStage_IsItsKindsInKoreanAndItsOwnSentenceInEnglish()
    {
        var stage = new StageReport(StageIds.Trivy, StageOutcome.Partial, "the database is 40 days old", TimeSpan.Zero, new Dictionary<string, string>())
        {
            Gaps = [new Gap(GapKind.DatabaseStale, "the database is 40 days old"), new Gap(GapKind.DatabaseStale, "again"), new Gap(GapKind.PackageListNone, "quiet")],
        };

        Assert.Equal("the database is 40 days old", Vocabulary.In(ReportLanguage.English).Reason(stage));
        Assert.Equal("취약점 데이터베이스가 너무 오래됨", Vocabulary.In(ReportLanguage.Korean).Reason(stage));
        Assert.Equal("another's own words", Vocabulary.In(ReportLanguage.Korean).Reason(stage with { Outcome = StageOutcome.Failed, Reason = "another's own words" }));
        Assert.Equal("요청에 따라 제외함", Vocabulary.In(ReportLanguage.Korean).Reason(stage with { Outcome = StageOutcome.Skipped, Reason = "left out by request", Gaps = [] }));
    }

    // Two kinds of gap with one sentence could not be told apart.
    [Fact]
    public void Of_EveryGap_HasASentenceOfItsOwnInKorean()
        => AssertDistinct(Gaps("x").GroupBy(gap => gap.Kind).Select(gap => Vocabulary.In(ReportLanguage.Korean).Of(gap.First())));

    private static void AssertDistinct(IEnumerable<string> words)
    {
        var all = words.ToList();
        Assert.Equal(all, all.Distinct(StringComparer.Ordinal));
    }

    private static void AssertForPeople(string said)
    {
        Assert.False(string.IsNullOrWhiteSpace(said));
        Assert.Equal(said, said.Trim());
        Assert.DoesNotMatch(NotForPeople(), said);
    }

    private static IEnumerable<string> Say(string name, ReportLanguage language, string text)
    {
        var member = Spoken.Single(each => each.ToString() == name);
        return Arguments(member, text).Select(arguments => Assert.IsType<string>(member.Invoke(Vocabulary.In(language), arguments)));
    }

    private static IEnumerable<object?[]> Arguments(MethodInfo member, string text)
        => member.GetParameters().Aggregate(
            (IEnumerable<object?[]>)[[]],
            (soFar, parameter) => soFar.SelectMany(values => Values(member, parameter, text).Cast<object?>().Select(value => (object?[])[.. values, value])));

    private static IEnumerable Values(MethodInfo member, ParameterInfo parameter, string text)
    {
        var inner = Nullable.GetUnderlyingType(parameter.ParameterType);
        return (inner ?? parameter.ParameterType) switch
        {
            _ when member.Name == nameof(Vocabulary.Title) => Stages,
            { IsEnum: true } kind => inner is null ? Enum.GetValues(kind) : Enum.GetValues(kind).Cast<object?>().Append(null),
            var kind when kind == typeof(string) && parameter.Name == "check" => new[] { CheckIds.RootUser, CheckIds.InsecureCoding },
            var kind when kind == typeof(string) => new[] { text },
            var kind when kind == typeof(Gap) => Gaps(text),
            var kind when kind == typeof(StageReport) => Enum.GetValues<StageOutcome>().Select(outcome => Report(outcome, text)),
            var kind when kind == typeof(ScanFailure) => new[] { new ScanFailure(FailureKind.Internal, text) },
            var kind when kind == typeof(int) => new[] { 0, 1, 2 },
            var kind when kind == typeof(TimeSpan) => new[] { TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2), TimeSpan.FromHours(3) },
            var kind when kind == typeof(StageNews) => Enum.GetValues<NewsKind>().Select(each => new StageNews(each, text)),
            var kind when kind == typeof(DateTimeOffset) => new object?[] { null, DateTimeOffset.UnixEpoch },
            var kind when kind == typeof(DateOnly) => new[] { new DateOnly(2026, 12, 30) },
            var kind when kind == typeof(Acceptance) => new[] { AcceptanceSamples.Acceptance(1) with { Author = text, Reason = text } },
            var kind when kind == typeof(TargetRun) => new[] { new TargetRun(TargetEnd.Ended, 120) },
            var kind => throw new NotSupportedException($"no values for {kind}"),
        };
    }

    private static Gap[] Gaps(string text) => [.. Enum.GetValues<GapKind>().Select(kind => new Gap(kind, text))];

    private static StageReport Report(StageOutcome outcome, string text)
        => new(StageIds.Trivy, outcome, text, TimeSpan.Zero, new Dictionary<string, string> { [StageReport.NoticeKey] = text }) { Gaps = Gaps(text) };

    // A type's name, a path, a hole that was not filled.
    [GeneratedRegex(@"DockerScan|System\.|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b(?<!VirusTotal)|/|\\|\{\d*\}|\s\s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotForPeople();

    [GeneratedRegex("[A-Za-z]{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex LatinWord();
}
