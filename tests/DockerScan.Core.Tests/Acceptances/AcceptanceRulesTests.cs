using DockerScan.Core.Acceptances;
using DockerScan.TestKit.Stores;

namespace DockerScan.Core.Tests.Acceptances;

public sealed class AcceptanceRulesTests
{
    private static readonly Acceptance Good = AcceptanceSamples.Acceptance(1);

    public static TheoryData<string, Acceptance, string> Bad => new()
    {
        { "no reason", Good with { Reason = "  \n " }, "a reason is needed" },
        { "too long a reason", Good with { Reason = new string('x', AcceptanceRules.MaxReason + 1) }, "longer than 500" },
        { "too long a reason in pairs", Good with { Reason = string.Concat(Enumerable.Repeat("😀", 251)) }, "longer than 500" },
        { "nobody", Good with { Author = "" }, "author" },
        { "no key", Good with { Key = null }, "key is needed" },
        { "a key that is none", Good with { Key = "../../../etc/pas" }, "16 digits" },
        { "a key in capitals", Good with { Key = "000000000000000A" }, "16 digits" },
        { "a package without one", Good with { Scope = AcceptanceScope.Package }, "no package" },
        { "a path without one", Good with { Scope = AcceptanceScope.Path, Location = "" }, "no package and no path" },
        { "repositories without a finding", Good with { Scope = AcceptanceScope.Repository }, "no finding" },
        { "an id that is too long", Good with { FindingId = new string('x', 300) }, "too long" },
        { "a place that is too long", Good with { Location = new string('x', 2_000) }, "too long" },
        { "repositories that are none", Good with { Repository = "a b" }, "repositories" },
        { "an end before the beginning", Good with { ExpiresAt = Good.MadeAt }, "before it begins" },
        { "an end too far away", Good with { ExpiresAt = Good.MadeAt.AddDays(AcceptanceRules.MaxDays + 1) }, "3650 days" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Check_Wrong_IsRefusedWithTheReason(string name, Acceptance acceptance, string problem)
    {
        var checkedOne = AcceptanceRules.Check(acceptance);

        Assert.True(checkedOne.Failure is { Kind: FailureKind.Refused } failure && failure.Message.Contains(problem, StringComparison.Ordinal), $"{name}: {checkedOne.Failure?.Message}");
    }

    [Fact]
    public void Check_HostileTexts_AreOneLineWithoutControlCharacters()
    {
        var clean = AcceptanceRules.Check(Good with { Reason = " a\nb\u202ec\u0000 ", Author = "x\r\ny", Place = new string('p', 5_000) }).Value;

        Assert.Equal("a b\ufffdc\ufffd", clean?.Reason);
        Assert.Equal("x  y", clean?.Author);
        Assert.Equal(AcceptanceRules.MaxText, clean?.Place.Length);
    }

    [Fact]
    public void Check_WithoutAnEnd_IsGood() => Assert.True(AcceptanceRules.Check(Good with { ExpiresAt = null }).IsSuccess);
}
