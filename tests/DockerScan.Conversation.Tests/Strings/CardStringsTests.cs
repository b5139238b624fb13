using System.Reflection;
using DockerScan.Conversation.Strings;
using DockerScan.Core;

namespace DockerScan.Conversation.Tests.Strings;

/// <summary>No text of a language was forgotten: every member, with every value of its enumerations.</summary>
public sealed class CardStringsTests
{
    private const string Text = "text";

    public static TheoryData<string> Members => [.. Texts.Select(member => member.ToString()!)];

    private static IEnumerable<MethodInfo> Texts
        => typeof(CardStrings).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(member => member.IsAbstract && member.ReturnType == typeof(string));

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InKorean_IsKoreanAndNotTheEnglishText(string name)
    {
        var member = Texts.Single(each => each.ToString() == name);
        foreach (var arguments in Arguments(member.GetParameters()))
        {
            var korean = (string?)member.Invoke(CardStrings.In(ReportLanguage.Korean), arguments);
            var english = (string?)member.Invoke(CardStrings.In(ReportLanguage.English), arguments);

            Assert.NotNull(korean);
            Assert.NotEqual(english, korean);
            Assert.Contains(korean, letter => letter is >= '가' and <= '힣');
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InEnglish_IsEnglish(string name)
    {
        var member = Texts.Single(each => each.ToString() == name);
        foreach (var arguments in Arguments(member.GetParameters()))
        {
            var english = (string?)member.Invoke(CardStrings.In(ReportLanguage.English), arguments);

            Assert.False(string.IsNullOrWhiteSpace(english));
            Assert.All(english, letter => Assert.True(char.IsAscii(letter)));
        }
    }

    private static IEnumerable<object?[]> Arguments(IEnumerable<ParameterInfo> parameters)
        => parameters.Aggregate((IEnumerable<object?[]>)[[]], (soFar, parameter) => soFar.SelectMany(values => Values(parameter.ParameterType).Select(value => (object?[])[.. values, value])));

    private static IEnumerable<object?> Values(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type);
        return (inner ?? type) switch
        {
            { IsEnum: true } kind => Enum.GetValues(kind).Cast<object?>().Concat(inner is null ? [] : [null]),
            var kind when kind == typeof(bool) => [true, false],
            var kind when kind == typeof(int) => [0, 1, 2],
            var kind when kind == typeof(string) => [Text],
            _ => throw new NotSupportedException($"no values for {type}"),
        };
    }
}
