using DockerScan.Core.Images;
using DockerScan.Core.Words;

namespace DockerScan.Core.Tests.Words;

public sealed class ReferenceWordsTests
{
    public static TheoryData<ReferenceFault> Faults => [.. Enum.GetValues<ReferenceFault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Of_EveryFault_HasASentenceOfItsOwnInEveryLanguage(ReferenceFault fault)
    {
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var said = ReferenceWords.Of(new ReferenceProblem(fault, "x", 600, 520), language);

            Assert.DoesNotContain(Enum.GetValues<ReferenceFault>().Where(other => other != fault), other => ReferenceWords.Of(new ReferenceProblem(other, "x", 600, 520), language) == said);
            Assert.Equal(language == ReportLanguage.Korean, said.Any(letter => letter is >= '가' and <= '힣'));
        }
    }

    [Theory]
    [InlineData("HTTPS://Redis", "an image reference has no scheme; type for example redis:7", "이미지 이름에는 스킴을 쓰지 않습니다. 예: redis:7")]
    [InlineData("Redis:7", "the repository name must be lowercase; did you mean redis:7?", "저장소 이름은 소문자여야 합니다. redis:7 이미지를 찾으십니까?")]
    [InlineData("redis:-7", "'-7' is not a tag; tags are up to 128 letters, digits, _ . and -, not beginning with . or -", "‘-7’은(는) 태그가 아닙니다. 문자, 숫자, _ . -를 128자까지 쓸 수 있으며, . 또는 -로 시작할 수 없습니다.")]
    public void Of_WhatAPersonTyped_SaysWhatIsWrongAndTheNearestRightForm(string text, string english, string korean)
    {
        Assert.False(ImageReference.TryParse(text, out _, out var problem));

        Assert.Equal((english, korean), (ReferenceWords.Of(problem, ReportLanguage.English), ReferenceWords.Of(problem, ReportLanguage.Korean)));
    }
}
