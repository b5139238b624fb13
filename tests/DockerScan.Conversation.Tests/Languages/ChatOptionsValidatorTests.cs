using DockerScan.Conversation.Languages;

namespace DockerScan.Conversation.Tests.Languages;

public sealed class ChatOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.Empty(Check());

    [Fact]
    public void Validate_EveryFormOfAPlace_Succeeds()
        => Assert.Empty(Check(("slack", "ko"), ("slack:T1", "en"), ("slack:T1/C1", "ko"), ("discord:200000000000000001/300000000000000001", "ko")));

    [Theory]
    [InlineData("slack:T1", "kr", "Chat:Languages:0:Language is 'kr'; it must be en or ko")]
    [InlineData("slack:T1", "KO", "Chat:Languages:0:Language is 'KO'; it must be en or ko")]
    [InlineData("slack:T1", "", "Chat:Languages:0:Language is ''; it must be en or ko")]
    [InlineData("slak:T1", "ko", "Chat:Languages:0:Place is 'slak:T1'; it must begin with a platform: discord, slack")]
    [InlineData("", "ko", "Chat:Languages:0:Place is ''; it must begin with a platform: discord, slack")]
    [InlineData("T1/C1", "ko", "Chat:Languages:0:Place is 'T1/C1'; it must begin with a platform: discord, slack")]
    [InlineData("slack:", "ko", "Chat:Languages:0:Place is 'slack:'; write ids of letters and digits")]
    [InlineData("slack:T1/", "ko", "Chat:Languages:0:Place is 'slack:T1/'; write ids of letters and digits")]
    [InlineData("slack:T1/#general", "ko", "Chat:Languages:0:Place is 'slack:T1/#general'; write ids of letters and digits")]
    [InlineData("slack:T1/C1/U1", "ko", "Chat:Languages:0:Place is 'slack:T1/C1/U1'; write ids of letters and digits")]
    [InlineData("slack:T1:C1", "ko", "Chat:Languages:0:Place is 'slack:T1:C1'; write ids of letters and digits")]
    public void Validate_OneMistake_NamesKeyAndValue(string place, string language, string expected)
        => Assert.StartsWith(expected, Assert.Single(Check((place, language))), StringComparison.Ordinal);

    [Fact]
    public void Validate_PlaceTwice_IsRefused()
        => Assert.Equal("Chat:Languages:1:Place is 'slack:T1' a second time; one place has one language", Assert.Single(Check(("slack:T1", "ko"), ("slack:T1", "en"))));

    [Fact]
    public void Validate_TooManyPlaces_IsRefused()
        => Assert.StartsWith(
            "Chat:Languages has 1001 places",
            Assert.Single(Check([.. Enumerable.Range(0, 1001).Select(index => (FormattableString.Invariant($"slack:T{index}"), "ko"))])), StringComparison.Ordinal);

    [Fact]
    public void Validate_SeveralMistakes_AllAreNamed()
        => Assert.Equal(3, Failures(new ChatOptions { Language = "de", Languages = [new ChatPlaceLanguage()] }).Count());

    private static IEnumerable<string> Check(params (string Place, string Language)[] places)
        => Failures(new ChatOptions { Languages = [.. places.Select(each => new ChatPlaceLanguage { Place = each.Place, Language = each.Language })] });

    private static IEnumerable<string> Failures(ChatOptions options)
        => new ChatOptionsValidator([new ChatPlatform("slack"), new ChatPlatform("discord"), new ChatPlatform("slack")]).Validate(null, options).Failures ?? [];
}
