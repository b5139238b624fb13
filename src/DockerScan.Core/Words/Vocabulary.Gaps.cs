using DockerScan.Core.Checks;
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
            : Reason(stage.Reason);
    }

    /// <summary>True for the language in which scanners speak: their own sentence says more than its kind.</summary>
    protected virtual bool SpeaksForScanners => false;

    /// <summary>One of our own fixed reasons in this language; any other as it is.</summary>
    protected abstract string Reason(string reason);
}
