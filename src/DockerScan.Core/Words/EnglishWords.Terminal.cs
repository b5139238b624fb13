namespace DockerScan.Core.Words;

/// <content>A chat in the terminal.</content>
internal sealed partial class EnglishWords
{
    public override string Welcome(string scan, string help, string exit) => $"Type {scan}, {help}, or {exit}.";

    public override string ExitEnds(string exit) => $"Here {exit} ends the chat.";

    public override string Farewell => "Bye.";

    public override string Stopped => "Stopped.";

    public override string NoLongerWatching => "No longer watching. Somebody else asked for this scan too, so it goes on.";

    public override string GoesOn => "Not cancelled: the scan goes on.";
}
