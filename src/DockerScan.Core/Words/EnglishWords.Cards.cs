namespace DockerScan.Core.Words;

/// <content>Cards on their platforms.</content>
internal sealed partial class EnglishWords
{
    public override string RestInThread => "The file in the thread has them all.";

    public override string NoRoomForRest => "The card has no room for them.";

    public override string NotShown => "not shown";

    public override string InterruptCancels => "Ctrl-C cancels the scan.";

    public override string LinesLeftOut(int lines) => $"{lines} lines are left out here.";

    public override string PartsLeftOut(int parts) => $"{parts} more parts; the report has all of them.";

    public override string MoreLines(int lines) => $"and {lines} more lines";

    public override string NotAttached(string file) => $"The file {file} could not be attached.";
}
