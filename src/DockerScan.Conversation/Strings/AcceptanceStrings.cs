using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Strings;

/// <summary>
/// The fixed words of the commands of acceptances and of their cards. One class per language; a text that a language lacks does not compile.
/// What a person typed, times, and names of commands and options are passed in and stay as they are.
/// </summary>
internal abstract class AcceptanceStrings
{
    public static AcceptanceStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishAcceptanceStrings.Instance,
        ReportLanguage.Korean => KoreanAcceptanceStrings.Instance,
    };

    /// <summary>A text in every language, for who does not know yet in which it will be read.</summary>
    public static LocalizedText Say(Func<AcceptanceStrings, string> text) => new(text(EnglishAcceptanceStrings.Instance), text(KoreanAcceptanceStrings.Instance));

    // What help says.

    public abstract string AcceptSummary { get; }

    public abstract string Key { get; }

    public abstract string WithReason { get; }

    public abstract string WithPackage { get; }

    public abstract string WithPath { get; }

    public abstract string WithRepository { get; }

    public abstract string WithDays(int usual);

    public abstract string WithFalsePositive { get; }

    public abstract string AcceptForAWeek { get; }

    public abstract string AcceptEverywhere { get; }

    public abstract string AcceptedSummary { get; }

    public abstract string WithAll { get; }

    public abstract string WithPage { get; }

    public abstract string AcceptedNow { get; }

    public abstract string UnacceptSummary { get; }

    public abstract string Id { get; }

    public abstract string UnacceptOne { get; }

    // What is wrong.

    public abstract string NotAKey(string typed);

    public abstract string NoFinding(string key);

    public abstract string NeedsReason(string option);

    public abstract string OnlyOne(string one, string other);

    public abstract string OnlyVulnerabilities(string option, string other);

    public abstract string NoVulnerabilities(string option, string other);

    public abstract string EndsAlways(string days, string falsePositive);

    public abstract string NeedsRule(string rule);

    public abstract string NoAcceptance(string id, string list);

    public abstract string TakenBackBefore(string id, string by, string at);

    // Cards.

    public abstract string Accepted(string what);

    public abstract string TakenBack(string what);

    public abstract string List { get; }

    public abstract string ListOf(int count);

    public abstract string Nothing { get; }

    public abstract string Acceptance { get; }

    public abstract string Reach { get; }

    public abstract string Reason { get; }

    public abstract string Ends { get; }

    public abstract string By { get; }

    public abstract string Covers(int findings, string image, string verdict);

    public abstract string UpTo(string risk);

    public abstract string TakeBack(string command);

    public abstract string Of(AcceptanceScope scope, string what, string where);

    public abstract string EndedLine(string line, string by, string at);

    public abstract string ExpiredLine(string line);

    public abstract string PageOf(int page, int pages, string next);

    // Buttons, and what they type as the reason.

    public abstract string AcceptDays(int days);

    public abstract string FalsePositive { get; }
}
