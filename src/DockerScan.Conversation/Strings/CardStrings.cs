using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Strings;

/// <summary>
/// The fixed words of the cards of scans. One class per language; a text that a language lacks does not compile.
/// What comes from an image, a scanner or a platform is passed in and stays as it is; commands to type are the same in every language.
/// </summary>
internal abstract class CardStrings
{
    public static CardStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishCardStrings.Instance,
        ReportLanguage.Korean => KoreanCardStrings.Instance,
    };

    /// <summary>Which language it is; texts that are kept in several are taken in it.</summary>
    public abstract ReportLanguage Language { get; }

    /// <summary>The vocabulary that cards share with reports and pictures.</summary>
    public Vocabulary Words => Vocabulary.In(Language);

    // The shared words as badges and headings.

    public string RiskLabel(Risk risk) => Vocabulary.Badge(Words.Of(risk));

    public string HealthLabel(HealthStatus status) => Vocabulary.Badge(Words.Of(status));

    public string MaliciousLabel => Vocabulary.Badge(Words.Of(Core.Reputations.Reputation.Malicious));

    public string SuspiciousLabel => Vocabulary.Badge(Words.Of(Core.Reputations.Reputation.Suspicious));

    public string NotAssessedLabel => Vocabulary.Badge(Words.Of(CheckResult.NotAssessed));

    public string OpenNetworkLabel => Vocabulary.Badge(Words.OpenNetwork);

    public string Malicious => Vocabulary.Opening(Words.Of(Core.Reputations.Reputation.Malicious));

    // The card of a scan that waits or runs.

    public abstract string Scanning(string image);

    public abstract string JoinedScan { get; }

    public abstract string NextInLine { get; }

    public abstract string Queued(int position, int before);

    public abstract string Running { get; }

    public abstract string Ended { get; }

    // The card of a scan that ended.

    public abstract string NotScanned(string image);

    /// <summary>In the place of numbers that nobody counted.</summary>
    public abstract string NothingLookedAt { get; }

    public abstract string Cancelled { get; }

    public abstract string Failed(string reason);

    public abstract string Reused(string image, string time, string command);

    /// <summary>That the newest scan could not have the image, above an older one that could.</summary>
    public abstract string NewestFailed(string time, string reason, string olderTime);

    public abstract string Image { get; }

    public abstract string Content { get; }

    public abstract string System { get; }

    public abstract string Findings { get; }

    public abstract string Scan { get; }

    public abstract string Took(string scan, string duration);

    public abstract string Packages(int count);

    public abstract string PackagesNotListed { get; }

    public abstract string NoOperatingSystem { get; }

    public abstract string AcceptedName { get; }

    public abstract string Accepted(int count);

    public abstract string More(int count, string command);

    public abstract string Report { get; }

    public abstract string Capture { get; }

    // Buttons.

    public abstract string AllFindings { get; }

    public abstract string ScanAgain { get; }

    public abstract string Cancel { get; }

    public abstract string Previous { get; }

    public abstract string Next { get; }

    // Findings, one line each. Their titles are the scanners' own.

    public abstract string Vulnerable(string package, string worst);

    public abstract string Vulnerable(string package, int count, string worst);

    public abstract string NoFix { get; }

    public abstract string Upgrade(string version);

    public abstract string UpgradeMends(int mended, int total);

    public abstract string Of(string id, string package);

    public abstract string FixedIn(string version);

    public abstract string Key(string key, bool isAccepted);

    // What VirusTotal said.

    public abstract string Reputation { get; }

    public abstract string Waiting(int count);

    /// <summary>What the service does not know was asked about, and must not pass for something nobody flags.</summary>
    public abstract string Flagged(int flagged, int asked, int unknown, bool isSoFar);

    public abstract string NotLookedUp(int count);

    public abstract string WaitingLabel { get; }

    public abstract string BadAnswer(string image);

    public abstract string Amended(string command);

    public abstract string FlaggedBy(string what, int? flagged, int? asked);

    // What was looked at.

    public abstract string Coverage { get; }

    public abstract string NotReported { get; }

    public abstract string Whole(int stages, int checks);

    public abstract string NoCheck { get; }

    public abstract string NotLookedAtLabel { get; }

    public abstract string NoticeLabel { get; }

    public abstract string CompleteLabel { get; }

    public abstract string ShortRunLabel { get; }

    // The answers of cancel, findings and report.

    public abstract string ScanCancelled(string scan);

    public abstract string FindingsIn(string image);

    public abstract string Incomplete { get; }

    public abstract string Matching(string filter, string matching, string all);

    public abstract string Page(int first, int last, int count, int page, int pages);

    public abstract string ReportOf(string image);

    /// <summary>The words of a link to press.</summary>
    /// <param name="day">The day on which it ends.</param>
    public abstract string OpenUntil(string day);

    public abstract string WebPage { get; }

    /// <summary>What to do with the page that is attached.</summary>
    public abstract string OpenFile { get; }

    public abstract string OpenPdf { get; }

    /// <summary>How a report that cannot be attached is had all the same.</summary>
    public abstract string WriteReport(string command);

    // The answer of diff.

    public abstract string Compared(string before, string after);

    public abstract string New { get; }

    public abstract string Worse { get; }

    public abstract string Fixed { get; }

    public abstract string NotComparable { get; }

    public abstract string Before { get; }

    public abstract string After { get; }

    public abstract string Changes(int added, int worse, int mended, int unchanged, int notComparable);

    public abstract string FirstIncomplete { get; }

    public abstract string SecondIncomplete { get; }

    public abstract string ScanOf(string scan);

    public abstract string MoreLike(int count);

    public abstract string OfThemAccepted(int count);

    // The answer of status. What a part says about its health is its own.

    public abstract string Status { get; }

    public abstract string Queue { get; }

    public abstract string Depth(int waiting, int running);

    public abstract string Health { get; }

    public abstract string NoHealth { get; }

    public abstract string WhatToDo { get; }
}
