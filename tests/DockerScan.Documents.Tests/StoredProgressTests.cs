using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Documents.Tests;

public sealed class StoredProgressTests
{
    [Fact]
    public void Read_EveryOutcomeAndKindOfNews_ComesBack()
    {
        List<StageProgress> stages =
        [
            .. Enum.GetValues<StageOutcome>().Select(outcome => new StageProgress($"s{outcome}", outcome, 0.5, $"why {outcome}")),
            .. Enum.GetValues<NewsKind>().Select(kind => new StageProgress($"s{kind}", null, null, null) { News = new StageNews(kind, $"\"{kind}\"\n<b>") }),
        ];

        Assert.Equal(stages, StoredProgress.Read(StoredProgress.Write(stages), "x"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Write_NoNumber_IsNoFraction(double fraction)
        => Assert.Null(Assert.Single(StoredProgress.Read(StoredProgress.Write([new StageProgress("a", null, fraction, null)]), "x")).Fraction);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[1]")]
    [InlineData("""[{"stage":null}]""")]
    [InlineData("""[{"stage":"a","outcome":"of tomorrow"}]""")]
    [InlineData("""[{"stage":"a","fraction":"x"}]""")]
    public void Read_Damaged_IsSaidAndNeverNone(string json)
        => Assert.Contains("cannot be read", Assert.Throws<EngineException>(() => StoredProgress.Read(json, "x")).Message, StringComparison.Ordinal);
}
