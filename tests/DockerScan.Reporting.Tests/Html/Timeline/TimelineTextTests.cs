using DockerScan.Reporting.Html.Timeline;

namespace DockerScan.Reporting.Tests.Html.Timeline;

public sealed class TimelineTextTests
{
    [Theory]
    [InlineData("redis-server *:6379", "redis-server *:6379")]
    [InlineData("/usr/lib/postgresql/16/bin/postgres -D /data", "…/postgres -D /data")]
    [InlineData("host-17.a-rather-long-name-of-a-zone.example.com:443", "host-17.a-rather…ple.com:443")]
    [InlineData("/tmp/x -o pool.example:3333 -u 4AX", "/tmp/x -o pool.e…3333 -u 4AX")]
    [InlineData("/one/path/without-any-words-but-much-too-long-to-fit", "…/without-any-w…long-to-fit")]
    [InlineData("a\nb\u202Ec\u001b", "a b\uFFFDc\uFFFD")]
    [InlineData(" \t", "–")]
    [InlineData(null, "–")]
    public void Cut_Label_KeepsBothEnds(string? text, string expected) => Assert.Equal(expected, TimelineText.Cut(text, 195));

    [Theory]
    [InlineData("긴 이름을 가진 데이터베이스 작업자 프로세스입니다 그리고 더 깁니다")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    [InlineData("////////////////////////////////////////////////////////////////////////////")]
    [InlineData("/ a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n")]
    public void Cut_AnyScript_FitsAndBreaksNoCharacter(string text)
    {
        var cut = TimelineText.Cut(text, 180);

        Assert.InRange(TimelineText.Measure(cut), 18, 180);
        Assert.DoesNotContain('\uFFFD', cut);
        Assert.Contains('…', cut);
    }

    [Fact]
    public void Cut_HugeLabel_IsBounded() => Assert.InRange(TimelineText.Cut(new string('x', 1_000_000), 180).Length, 10, 30);
}
