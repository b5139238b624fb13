using DockerScan.Core;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Strings;

/// <summary>
/// The fixed words of commands: help, and what is said when a command is not done. One class per language; a text that a language lacks
/// does not compile. What a person typed, and names of commands and options, are passed in and stay as they are.
/// </summary>
internal abstract class CommandStrings
{
    public static CommandStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishCommandStrings.Instance,
        ReportLanguage.Korean => KoreanCommandStrings.Instance,
    };

    /// <summary>Which language it is.</summary>
    public abstract ReportLanguage Language { get; }

    /// <summary>A text in every language, for who does not know yet in which it will be read.</summary>
    public static LocalizedText Say(Func<CommandStrings, string> text) => new(text(EnglishCommandStrings.Instance), text(KoreanCommandStrings.Instance));

    // What help says of the commands. Names of commands, options and images are the same in every language.

    public abstract string HelpTitle { get; }

    public abstract string HelpText { get; }

    public abstract string Usage { get; }

    public abstract string Examples { get; }

    public abstract string Parts { get; }

    public abstract string AtLeast(string what, int minimum);

    public abstract string Between(string what, int minimum, int maximum);

    public abstract string ScanOrImage { get; }

    public abstract string ScanSummary { get; }

    public abstract string ScanImage { get; }

    public abstract string ScanForce { get; }

    public abstract string ScanPlatform { get; }

    public abstract string ScanNoSandbox { get; }

    public abstract string ScanWindow { get; }

    public abstract string ScanUsual { get; }

    public abstract string ScanElsewhere { get; }

    public abstract string ReportSummary { get; }

    public abstract string ReportAsPdf { get; }

    public abstract string ReportOfScan { get; }

    public abstract string ReportOfNewest { get; }

    public abstract string FindingsSummary { get; }

    public abstract string FindingsFilter { get; }

    public abstract string FindingsPage { get; }

    public abstract string FindingsFixable { get; }

    public abstract string FindingsOfPackage { get; }

    public abstract string DiffSummary { get; }

    public abstract string DiffBefore { get; }

    public abstract string DiffAfter { get; }

    public abstract string DiffUpgrade { get; }

    public abstract string DiffScans { get; }

    public abstract string RescanSummary { get; }

    public abstract string RescanScan { get; }

    public abstract string RescanNow { get; }

    public abstract string CancelSummary { get; }

    public abstract string CancelScan { get; }

    public abstract string CancelIt { get; }

    public abstract string StatusSummary { get; }

    public abstract string StatusAll { get; }

    public abstract string HelpSummary { get; }

    public abstract string HelpVerb { get; }

    public abstract string HelpScan { get; }

    // What is said when a command was not done.

    public abstract string NotAllowed { get; }

    public abstract string NotYou { get; }

    public abstract string NotThisCommand { get; }

    public abstract string TooOften(int most);

    public abstract string TooOftenHere(int most);

    public abstract string NotThisPlatform { get; }

    public abstract string Undone { get; }

    public abstract string UndoneOf(string command);

    public abstract string TryAfter(string time);

    public abstract string Broken { get; }

    public abstract string BrokenWithId(string id);

    // What is wrong with a command line.

    public abstract string TooLong(int length, int most);

    public abstract string NoCommand(string name, string help);

    public abstract string NoCommandNear(string name, string near);

    public abstract string QuoteOpen(string quote);

    public abstract string NoOption(string command, string option);

    public abstract string NoOptionNear(string command, string option, string near);

    public abstract string Twice(string option);

    public abstract string NoValue(string option);

    public abstract string NeedsValue(string option, string usage);

    public abstract string NumberFrom(string option, int minimum, string value);

    public abstract string NumberWithin(string option, int minimum, int maximum, string value);

    public abstract string Needs(string command, string argument, string what);

    public abstract string NoPlace(string command, string word);

    // What a command cannot do as asked.

    public abstract string NotAScan(string text);

    public abstract string ScanEnded(string scan, string command);

    public abstract string NoScan(string scan);

    public abstract string ScanStopping(string scan, string command);

    public abstract string OthersScan(string scan, string setting);

    public abstract string NothingToReport(string image, string reason, string command);

    public abstract string NoReport(string scan, string command);

    public abstract string PrintHere(string command);

    public abstract string WindowWithoutSandbox(string window, string noSandbox);

    public abstract string NotAPlatform(string text, string example);

    public abstract string NeitherScanNorImage(string text, string problem);

    public abstract string NoResult(string scan);

    public abstract string NoScanOf(string image, string command);

    public abstract string NoPage(int page, int last);
}
