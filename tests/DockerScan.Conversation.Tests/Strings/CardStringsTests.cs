using System.Reflection;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Tests.Strings;

/// <summary>No text of a language was forgotten: every member, with every value of its enumerations.</summary>
public sealed class CardStringsTests
{
    // For names of stages too: one that is ours.
    private const string Text = StageIds.Sandbox;

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

    // A platform has words of its own for the states of stages; all others are here.
    [Theory]
    [MemberData(nameof(Members))]
    public void Member_InEnglish_IsEnglish(string name)
    {
        var member = Texts.Single(each => each.ToString() == name);
        foreach (var arguments in Arguments(member.GetParameters()))
        {
            var english = (string?)member.Invoke(CardStrings.In(ReportLanguage.English), arguments);

            Assert.Equal(member.Name == nameof(CardStrings.StageState), english is null);
            Assert.All(english ?? "a", letter => Assert.True(char.IsAscii(letter)));
            Assert.False(english is not null && string.IsNullOrWhiteSpace(english));
        }
    }

    [Fact]
    public void StageName_EveryStage_HasOneAndAStrangerHasNone()
    {
        foreach (var strings in Enum.GetValues<ReportLanguage>().Select(CardStrings.In))
        {
            var ids = typeof(StageIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
            Assert.All(ids, id => Assert.False(string.IsNullOrEmpty(strings.StageName(id)), id));
            Assert.Null(strings.StageName("other"));
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
