using System.Reflection;
using System.Text.RegularExpressions;
using DockerScan.Conversation.Strings;
using DockerScan.Core;

namespace DockerScan.Conversation.Tests.Strings;

/// <summary>Every sentence of commands in every language.</summary>
public sealed partial class CommandStringsTests
{
    // Names that are the same in every language: the words of the filter, a platform, an image, and what all engineers call so.
    private static readonly string[] Latin =
    [
        "DockerScan", "UTC", "ID", "CVE", "PDF", "redis", "linux", "arm", "amd", "high", "medium", "low", "critical", "fixable", "open", "accepted",
    ];

    public static TheoryData<string> Members => [.. Texts.Select(member => member.ToString()!)];

    private static IEnumerable<MethodInfo> Texts
        => typeof(CommandStrings).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(member => member.IsAbstract && member.ReturnType == typeof(string));

    [Fact]
    public void Members_OfTheStrings_AreFound() => Assert.InRange(Texts.Count(), 60, 200);

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InKorean_IsKoreanHoldsAllThatIsGivenAndNoOtherLatinWord(string name)
    {
        var said = Say(name, ReportLanguage.Korean, "글");

        Assert.Contains(said, letter => letter is >= '가' and <= '힣');
        Assert.Empty(LatinWord().Matches(said).Select(match => match.Value).Except(Latin));
        Assert.NotEqual(Say(name, ReportLanguage.English, "글"), said);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InEnglish_IsEnglishAndAscii(string name)
    {
        var said = Say(name, ReportLanguage.English, "text");

        Assert.False(string.IsNullOrWhiteSpace(said));
        Assert.All(said, letter => Assert.True(char.IsAscii(letter), said));
    }

    // What one language shows, the other does too.
    [Theory]
    [MemberData(nameof(Members))]
    public void Member_WithArguments_ShowsEachInEveryLanguage(string name)
    {
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var member = Texts.Single(each => each.ToString() == name);
            object[] arguments = [.. member.GetParameters().Select((parameter, index) => parameter.ParameterType == typeof(int) ? 7001 + index : (object)$"q{7001 + index}q")];
            var said = (string)member.Invoke(CommandStrings.In(language), arguments)!;

            Assert.All(arguments, argument => Assert.Contains(argument.ToString()!, said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Say_Text_IsTheSentenceOfEachLanguage()
    {
        var text = CommandStrings.Say(words => words.NoScan("x"));

        Assert.All(Enum.GetValues<ReportLanguage>(), language => Assert.Equal(CommandStrings.In(language).NoScan("x"), text.In(language)));
        Assert.All(Enum.GetValues<ReportLanguage>(), language => Assert.Equal(language, CommandStrings.In(language).Language));
    }

    private static string Say(string name, ReportLanguage language, string text)
    {
        var member = Texts.Single(each => each.ToString() == name);
        return (string)member.Invoke(CommandStrings.In(language), [.. member.GetParameters().Select(parameter => parameter.ParameterType == typeof(int) ? 2 : (object)text)])!;
    }

    [GeneratedRegex("[A-Za-z]{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex LatinWord();
}
