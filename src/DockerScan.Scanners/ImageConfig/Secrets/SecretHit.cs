using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>A secret at a place. Holds nothing of it but what may be shown.</summary>
/// <param name="Place">Where.</param>
/// <param name="Judgement">What it is.</param>
/// <param name="RuleId">For a token that has no name at its place, the rule's id; else null.</param>
/// <param name="Shown">Its first characters and its length.</param>
internal sealed record SecretHit(SecretPlace Place, Judgement Judgement, string? RuleId, string Shown)
{
    /// <summary>The location of a token that has no name; the one that Trivy's findings have.</summary>
    public const string Unnamed = Trivy.Mapping.TrivyReportMapper.ConfigurationLocation;

    private const int LongEnoughForThree = 12;
    private const int LongEnoughForTwo = 10;

    /// <summary>The steps of the history that hold it, from 1.</summary>
    public SortedSet<int> Steps { get; init; } = [];

    /// <summary>True until it is found in the configuration itself.</summary>
    public bool IsOnlyInHistory { get; set; } = true;

    /// <summary>Another place that holds the same under the same name; null when there is none.</summary>
    public string? Also { get; set; }

    /// <summary>What of a secret may be shown: two or three characters of a long one, and how long it is.</summary>
    public static string Show(string value)
    {
        var length = string.Create(CultureInfo.InvariantCulture, $"({value.Length} characters)");
        var first = value.Length >= LongEnoughForThree ? 3 : value.Length >= LongEnoughForTwo ? 2 : 0;
        return first == 0 || value.StartsWith("---", StringComparison.Ordinal) ? "*** " + length : DisplayText.Clean(value[..first], first) + "*** " + length;
    }
}

/// <summary>What was decided about one value.</summary>
/// <param name="Grade">What it is.</param>
/// <param name="What">In words, for a title: <c>a password</c>, <c>a GitHub token</c>.</param>
/// <param name="Severity">How bad it is.</param>
internal readonly record struct Judgement(SecretGrade Grade, string What, Severity Severity)
{
    public static readonly Judgement None = new(SecretGrade.None, string.Empty, Severity.Unknown);
}
