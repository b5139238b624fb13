using DockerScan.Core.Findings;

namespace DockerScan.Core.Checks;

/// <summary>A check's result in one scan.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Check">The check's id.</param>
/// <param name="Result">What it says.</param>
/// <param name="Risk">The worst risk of its open findings; null when it has none.</param>
/// <param name="Findings">How many open findings it has, those of other checks that are evidence for it included.</param>
public sealed record ChecklistLine(string Group, string Check, CheckResult Result, Risk? Risk, int Findings);

/// <summary>What a check says.</summary>
public enum CheckResult
{
    /// <summary>A scanner that feeds it did not complete, and no other found anything. Never to be read as clean.</summary>
    NotAssessed,

    /// <summary>Everything that feeds it completed, and nothing was found.</summary>
    NotDetected,

    /// <summary>Something was found.</summary>
    Detected,
}
