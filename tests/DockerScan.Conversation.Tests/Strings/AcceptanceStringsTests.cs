using System.Reflection;
using System.Text.RegularExpressions;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Acceptances;
using DockerScan.Core;

namespace DockerScan.Conversation.Tests.Strings;

/// <summary>Every sentence of acceptances in every language.</summary>
public sealed partial class AcceptanceStringsTests
{
    public static TheoryData<string> Members => [.. Texts.Select(member => member.ToString()!)];

    private static IEnumerable<MethodInfo> Texts
        => typeof(AcceptanceStrings).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(member => member.IsAbstract && member.ReturnType == typeof(string));

    [Fact]
    public void Members_OfTheStrings_AreFound() => Assert.InRange(Texts.Count(), 40, 100);

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InKorean_IsKoreanAndNoOtherLatinWord(string name)
    {
        var said = Say(name, ReportLanguage.Korean, "글");

        Assert.Contains(said, letter => letter is >= '가' and <= '힣');
        Assert.Empty(LatinWord().Matches(said).Select(match => match.Value).Except(["ID", "findings", "accepted", "IMAGE", "ghcr", "io", "acme"]));
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
            object[] arguments = [.. member.GetParameters().Select((parameter, index) => Argument(parameter, 7001 + index, $"q{7001 + index}q"))];
            var said = (string)member.Invoke(AcceptanceStrings.In(language), arguments)!;

            Assert.All(arguments.Where(argument => argument is not AcceptanceScope), argument => Assert.Contains(argument.ToString()!, said, StringComparison.Ordinal));
        }
    }

    private static object Argument(ParameterInfo parameter, int number, string text)
        => parameter.ParameterType == typeof(int) ? number : parameter.ParameterType == typeof(AcceptanceScope) ? AcceptanceScope.Repository : text;

    private static string Say(string name, ReportLanguage language, string text)
    {
        var member = Texts.Single(each => each.ToString() == name);
        return (string)member.Invoke(AcceptanceStrings.In(language), [.. member.GetParameters().Select(parameter => Argument(parameter, 2, text))])!;
    }

    [GeneratedRegex("[A-Za-z]{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex LatinWord();
}
