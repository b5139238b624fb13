using DockerScan.Core.Stages;

namespace DockerScan.Core.Words;

/// <content>What was not looked at, in the scanners' own words.</content>
internal sealed partial class EnglishWords
{
    protected override bool SpeaksForScanners => true;

    public override string Of(Gap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        return gap.Detail;
    }

    public override string Said(string text) => text;
}
