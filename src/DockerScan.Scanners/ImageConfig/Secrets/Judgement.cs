using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>What was decided about one value.</summary>
/// <param name="Grade">What it is.</param>
/// <param name="What">In words, for a title: <c>a password</c>, <c>a GitHub token</c>.</param>
/// <param name="Severity">How bad it is.</param>
internal readonly record struct Judgement(SecretGrade Grade, string What, Severity Severity)
{
    public static readonly Judgement None = new(SecretGrade.None, string.Empty, Severity.Unknown);
}
