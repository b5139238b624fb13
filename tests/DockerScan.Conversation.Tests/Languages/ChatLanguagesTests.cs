using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using Microsoft.Extensions.Options;

namespace DockerScan.Conversation.Tests.Languages;

public sealed class ChatLanguagesTests
{
    [Theory]
    [InlineData("slack", "T1/C1", ReportLanguage.English)]
    [InlineData("slack", "T1/C2", ReportLanguage.Korean)]
    [InlineData("slack", "T1", ReportLanguage.Korean)]
    [InlineData("slack", "T2/C1", ReportLanguage.English)]
    [InlineData("slack", "T11/C2", ReportLanguage.English)]
    [InlineData("slack", "t1/C2", ReportLanguage.English)]
    [InlineData("discord", "T1/C1", ReportLanguage.Korean)]
    [InlineData("discord", "5/6/7", ReportLanguage.Korean)]
    [InlineData("other", "T1/C2", ReportLanguage.English)]
    public void Of_Place_IsThatOfTheLongestThatFits(string platform, string place, ReportLanguage expected)
        => Assert.Equal(expected, Make("en", ("slack:T1", "ko"), ("slack:T1/C1", "en"), ("discord", "ko")).Of(Request(platform, place)));

    [Fact]
    public void Of_PlaceNotListed_IsTheDefault()
        => Assert.Equal(ReportLanguage.Korean, Make("ko", ("slack:T1", "en")).Of(Request("slack", "T2/C1")));

    [Fact]
    public void Of_Terminal_IsEnglishWhateverTheDefault()
        => Assert.Equal(ReportLanguage.English, Make("ko").Of(Request("console", string.Empty)));

    private static ChatLanguages Make(string language, params (string Place, string Language)[] places) => new(Options.Create(new ChatOptions
    {
        Language = language,
        Languages = [.. places.Select(each => new ChatPlaceLanguage { Place = each.Place, Language = each.Language })],
    }));

    private static ChatRequest Request(string platform, string place) => new() { Platform = platform, Place = place, User = "U1", Text = "scan redis:7" };
}
