namespace DockerScan.Core.Tests;

public sealed class ReportLanguagesTests
{
    [Fact]
    public void Parse_TagOfAnyLanguage_GivesItBack()
        => Assert.All(Enum.GetValues<ReportLanguage>(), language => Assert.Equal(language, ReportLanguages.Parse(ReportLanguages.Tag(language))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EN")]
    [InlineData(" ko")]
    [InlineData("ko-KR")]
    public void TryParse_AnyOtherText_IsRefused(string? tag) => Assert.False(ReportLanguages.TryParse(tag, out _));

    [Fact]
    public void Parse_AnyOtherText_Throws() => Assert.Throws<FormatException>(() => ReportLanguages.Parse("de"));
}
