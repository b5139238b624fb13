using DockerScan.Core.Reports;

namespace DockerScan.Core.Words;

/// <content>A chat in the terminal, and what its machine can do.</content>
internal sealed partial class EnglishWords
{
    public override string Welcome(string scan, string help, string exit) => $"Type {scan}, {help}, or {exit}.";

    public override string ExitEnds(string exit) => $"Here {exit} ends the chat.";

    public override string Farewell => "Bye.";

    public override string Stopped => "Stopped.";

    public override string NoLongerWatching => "No longer watching. Somebody else asked for this scan too, so it goes on.";

    public override string GoesOn => "Not cancelled: the scan goes on.";

    public override string NeededToPrint(PrinterNeed need) => need switch
    {
        PrinterNeed.Browser => "No PDF here: there is no Chromium. Install it (apt-get install chromium).",
        PrinterNeed.Typeface => "No PDF here: no typeface with Korean letters is installed (apt-get install fonts-noto-cjk).",
    };

    public override string NotPrinted => "The report could not be printed this time; the program's log says why. The page itself prints from any browser.";
}
