using DockerScan.Core.Checks;
using DockerScan.Core.Health;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Words;

/// <content>What was not looked at. Scanners say it in English, with its numbers and names; the kind is ours, and so has words in every language.</content>
public abstract partial class Vocabulary
{
    /// <summary>What a stage did not look at, as far as it can be said in this language.</summary>
    public abstract string Of(Gap gap);

    /// <summary>Why a stage did not complete, as far as it can be said in this language; empty when nobody said.</summary>
    public string Reason(StageReport stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var gaps = stage.Gaps.Where(gap => CheckTable.Of(gap.Kind).MakesPartial).Select(Of).Distinct(StringComparer.Ordinal).ToList();
        return stage.Outcome == StageOutcome.Partial && gaps.Count > 0 && !SpeaksForScanners ? string.Join("; ", gaps)
            : string.IsNullOrWhiteSpace(stage.Reason) ? string.Empty
            : Said(stage.Reason);
    }

    /// <summary>True for the language in which scanners speak: their own sentence says more than its kind.</summary>
    protected virtual bool SpeaksForScanners => false;

    /// <summary>What every answer says of a stage, in this language; null when there is nothing to say.</summary>
    public string? Notice(StageReport stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.Notice is { } notice ? DisplayText.Clean(Said(notice), Gap.MaxDetail) : null;
    }

    /// <summary>Why something could not be done, in this language.</summary>
    public string Of(ScanFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Said(failure.Message);
    }

    /// <summary>How a part is, in this language.</summary>
    public HealthReport Of(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with { Part = Said(report.Part), Detail = Said(report.Detail), NextStep = report.NextStep is { } step ? Said(step) : null };
    }

    /// <summary>
    /// What a part of the program said, in English, in this language: a reason, a failure, a state, a next step. As it is where nobody has
    /// put it into words: an engine's and a registry's own words stay theirs.
    /// </summary>
    public abstract string Said(string text);
}
