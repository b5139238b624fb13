using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of commands in English.</summary>
internal sealed class EnglishCommandStrings : CommandStrings
{
    public static EnglishCommandStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string HelpTitle => "DockerScan: can we use this image?";

    public override string HelpText => "Type a command; a leading / is optional.";

    public override string Usage => "Usage";

    public override string Examples => "Examples";

    public override string Parts => "Arguments and options";

    public override string AtLeast(string what, int minimum) => string.Create(CultureInfo.InvariantCulture, $"{what} (at least {minimum})");

    public override string Between(string what, int minimum, int maximum) => string.Create(CultureInfo.InvariantCulture, $"{what} ({minimum} to {maximum})");

    public override string ScanOrImage => "a scan id, or an image for its newest scan";

    public override string ScanSummary => "Scans an image and says whether it can be used";

    public override string ScanImage => "an image such as redis:7";

    public override string ScanForce => "Scan anew even if a fresh result is there";

    public override string ScanPlatform => "The platform, e.g. linux/arm64; linux/amd64 if not given";

    public override string ScanNoSandbox => "Do not start the image";

    public override string ScanWindow => "How long to watch the started image, in seconds";

    public override string ScanUsual => "the usual";

    public override string ScanElsewhere => "another platform, without starting it";

    public override string ReportSummary => "Gives the report of a scan: a link or the file";

    public override string ReportAsPdf => "Gives it as a PDF";

    public override string ReportOfScan => "of one scan";

    public override string ReportOfNewest => "of the newest";

    public override string FindingsSummary => "Lists the findings of a scan, worst first";

    public override string FindingsFilter => "high, medium, low, critical, fixable, open, accepted, or words of a CVE, package, file or check";

    public override string FindingsPage => "Which page, ten findings each";

    public override string FindingsFixable => "the worst that an upgrade mends";

    public override string FindingsOfPackage => "of one package";

    public override string DiffSummary => "Says what differs between two images or two scans";

    public override string DiffBefore => "a scan id or an image";

    public override string DiffAfter => "another one";

    public override string DiffUpgrade => "what an upgrade brings";

    public override string DiffScans => "two scans";

    public override string RescanSummary => "Scans the image of an earlier scan anew";

    public override string RescanScan => "a scan id, or an image that was scanned";

    public override string RescanNow => "the same image and platform, now";

    public override string CancelSummary => "Cancels a scan that waits or runs";

    public override string CancelScan => "a scan id";

    public override string CancelIt => "give it up";

    public override string StatusSummary => "Says how long the queue is and how every part is";

    public override string StatusAll => "the queue and the health of every part";

    public override string HelpSummary => "Lists the commands, or explains one";

    public override string HelpVerb => "a command";

    public override string HelpScan => "how to scan";

    public override string NotAllowed => "Not allowed";

    public override string NotYou => "Sorry, you may not use this bot here. Ask whoever runs it to add you.";

    public override string NotThisCommand => "Sorry, you may not use this command here. Ask whoever runs the bot to allow it.";

    public override string TooOften(int most)
        => string.Create(CultureInfo.InvariantCulture, $"Slow down, please: {most} commands a minute for one person. Try again in a minute.");

    public override string TooOftenHere(int most)
        => string.Create(CultureInfo.InvariantCulture, $"Slow down, please: {most} commands a minute for one channel. Try again in a minute.");

    public override string NotThisPlatform => "Commands from this platform are not allowed.";

    public override string Undone => "That did not work";

    public override string UndoneOf(string command) => $"{command}: that did not work";

    public override string TryAfter(string time) => $"Try again after {time} UTC.";

    public override string Broken => "Internal error";

    public override string BrokenWithId(string id) => $"Internal error, id {id}. Nothing is known by this answer; the log has the details under that id.";

    public override string TooLong(int length, int most)
        => string.Create(CultureInfo.InvariantCulture, $"The command has {length} characters; at most {most} are allowed.");

    public override string NoCommand(string name, string help) => $"There is no command '{name}'. Type {help} to see all commands.";

    public override string NoCommandNear(string name, string near) => $"There is no command '{name}'. Did you mean {near}?";

    public override string QuoteOpen(string quote) => $"The quote {quote} is not closed.";

    public override string NoOption(string command, string option) => $"{command} has no option {option}.";

    public override string NoOptionNear(string command, string option, string near) => $"{command} has no option {option}; did you mean {near}?";

    public override string Twice(string option) => $"{option} stands there twice.";

    public override string NoValue(string option) => $"{option} takes no value.";

    public override string NeedsValue(string option, string usage) => $"{option} needs a value: {usage}.";

    public override string NumberFrom(string option, int minimum, string value)
        => string.Create(CultureInfo.InvariantCulture, $"{option} is a whole number of at least {minimum}, not '{value}'.");

    public override string NumberWithin(string option, int minimum, int maximum, string value)
        => string.Create(CultureInfo.InvariantCulture, $"{option} is a whole number from {minimum} to {maximum}, not '{value}'.");

    public override string Needs(string command, string argument, string what) => $"{command} needs {argument}: {what}.";

    public override string NoPlace(string command, string word) => $"{command} has no place for '{word}'.";

    public override string NotAScan(string text) => $"'{text}' is not a scan id.";

    public override string ScanEnded(string scan, string command) => $"Scan {scan} has ended already. Type: {command}";

    public override string NoScan(string scan) => $"There is no scan {scan}.";

    public override string ScanStopping(string scan, string command)
        => $"Whoever works on scan {scan} was told to stop, and has not answered yet. To see how it stands: {command}";

    public override string OthersScan(string scan, string setting)
        => $"Scan {scan} was asked for by somebody else. Whoever asked can cancel it, or who is named in {setting}.";

    public override string NothingToReport(string image, string reason, string command)
        => $"There is nothing to report of {image}: it could not be looked at. {reason} Type: {command}";

    public override string NoReport(string scan, string command) => $"No report of scan {scan} is kept. Type: {command}";

    public override string PrintHere(string command) => $"At this machine it is written as a file. Type: {command}";

    public override string WindowWithoutSandbox(string window, string noSandbox) => $"{window} watches the sandbox, and {noSandbox} leaves it out: give one of the two.";

    public override string NotAPlatform(string text, string example) => ReferenceWords.NotAPlatform(text, example, Language);

    public override string NeitherScanNorImage(string text, string problem) => $"'{text}' is neither a scan id nor an image: {problem}";

    public override string NoResult(string scan) => $"There is no result of a scan {scan}: it is unknown, cancelled or still running.";

    public override string NoScanOf(string image, string command) => $"There is no scan of {image}. Type: {command}";

    public override string NoPage(int page, int last) => string.Create(CultureInfo.InvariantCulture, $"There is no page {page}; the last is {last}.");
}
