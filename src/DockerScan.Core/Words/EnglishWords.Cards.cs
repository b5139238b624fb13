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

    public override string FileTooLarge(string file, string size, string most) => $"The file {file} has {size}, and at most {most} can be attached.";

    public override string FileNotAllowed(string file, string platform, string permission)
        => $"The file {file} could not be attached: {platform} has not given the app {permission}. Whoever manages the app can add it.";

    public override string FileRefused(string file, string platform, string reason) => $"The file {file} could not be attached: {platform} did not take it ({reason}).";

    public override string SampleCard => "This is a sample, sent by hand: nothing was scanned, and its buttons have nothing to show.";

    public override string NoSuchReport => "There is no such report, or its link is over. Ask for it again where you had it from.";

    public override string NotAMember => "I am not in this channel";

    public override string InviteMe(string command) => $"I may only answer where I am a member. Invite me with {command} and my name, then ask again.";

    public override string TooManyRunning => "Too many commands are running";

    public override string NothingStarted => "Nothing was started; try again in a minute.";
}
