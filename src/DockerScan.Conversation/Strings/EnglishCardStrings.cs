using DockerScan.Core;

namespace DockerScan.Conversation.Strings;

/// <summary>The words in English.</summary>
internal sealed class EnglishCardStrings : CardStrings
{
    public static EnglishCardStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string Scanning(string image) => $"Scanning {image}";

    public override string JoinedScan => "Somebody asked for the same scan before: this is that scan.";

    public override string NextInLine => "Queued, position 1: next in line.";

    public override string Queued(int position, int before) => $"Queued, position {position}: {before} before it.";

    public override string Running => "Running.";

    public override string Ended => "Finished, the verdict is on its way.";

    public override string NotScanned(string image) => $"{image}: not scanned";

    public override string NothingLookedAt => "nothing was looked at";

    public override string Cancelled => "The scan was cancelled before it ended. Nothing is known about this image.";

    public override string Failed(string reason) => $"The image could not be looked at: {reason}";

    public override string Reused(string image, string time, string command)
        => $"This content was scanned already, as {image} on {time} UTC, and nothing has changed since. To scan anew: {command}";

    public override string NewestFailed(string time, string reason, string olderTime)
        => $"The newest scan, of {time} UTC, could not have the image: {reason} What is shown is of {olderTime} UTC.";

    public override string Image => "Image";

    public override string Content => "Content";

    public override string System => "System";

    public override string Findings => "Findings";

    public override string Scan => "Scan";

    public override string Took(string scan, string duration) => $"{scan}, took {duration}";

    public override string Packages(int count) => $"{count} packages";

    public override string PackagesNotListed => "packages not listed";

    public override string NoOperatingSystem => "no operating system found";

    public override string AcceptedName => "Accepted";

    public override string Accepted(int count) => $"{count} accepted";

    public override string More(int count, string command) => $"And {count} more: {command}";

    public override string Report => "Report";

    public override string Capture => "Captured frames";

    public override string AllFindings => "All findings";

    public override string ScanAgain => "Scan again";

    public override string Cancel => "Cancel";

    public override string Previous => "Previous";

    public override string Next => "Next";

    public override string Vulnerable(string package, string worst) => $"{package} has {worst}";

    public override string Vulnerable(string package, int count, string worst) => $"{package} has {count} known vulnerabilities, the worst {worst}";

    public override string NoFix => "No fixed version is published yet.";

    public override string Upgrade(string version) => $"Upgrade to {version}.";

    public override string UpgradeMends(int mended, int total) => $"An upgrade mends {mended} of {total}.";

    public override string Of(string id, string package) => $"{id} in {package}";

    public override string FixedIn(string version) => $"fixed in {version}";

    public override string Key(string key, bool isAccepted) => $"key {key}{(isAccepted ? ", accepted" : string.Empty)}";

    public override string Reputation => "Reputation";

    public override string Waiting(int count) => $"VirusTotal: {count} {(count == 1 ? "answer" : "answers")} still to come, this card is amended.";

    public override string Flagged(int flagged, int asked, int unknown, bool isSoFar)
        => $"VirusTotal: {flagged} of {asked} flagged{(unknown == 0 ? string.Empty : $", {unknown} not known there")}{(isSoFar ? ", so far" : string.Empty)}.";

    public override string NotLookedUp(int count) => $"VirusTotal: {count} not looked up.";

    public override string WaitingLabel => "WAITING";

    public override string BadAnswer(string image) => $"{image}: VirusTotal's answer is bad";

    public override string Amended(string command) => $"The card above is amended. Read on: {command}";

    public override string FlaggedBy(string what, int? flagged, int? asked) => $"{what}: flagged by {flagged} of {asked} engines";

    public override string Coverage => "Coverage";

    public override string NotReported => "A required stage did not report at all.";

    public override string Whole(int stages, int checks) => $"{stages} of {stages} stages completed, {checks} of {checks} checks assessed.";

    public override string NoCheck => "The checklist: no check was assessed.";

    public override string NotLookedAtLabel => "NOT LOOKED AT";

    public override string NoticeLabel => "NOTE";

    public override string CompleteLabel => "COMPLETE";

    public override string ShortRunLabel => "SHORT RUN";

    public override string ScanCancelled(string scan) => $"Scan {scan} is cancelled";

    public override string FindingsIn(string image) => $"Findings in {image}";

    public override string Incomplete => "The scan is not complete: there may be more than it could find.";

    public override string Matching(string filter, string matching, string all) => $"Matching '{filter}': {matching} of {all}";

    public override string Page(int first, int last, int count, int page, int pages) => $"{first} to {last} of {count}, page {page} of {pages}";

    public override string ReportOf(string image) => $"Report of {image}";

    public override string OpenUntil(string day) => $"open, until {day}";

    public override string WebPage => "Page";

    public override string OpenFile => "The report is the attached file: save it and open it in a browser.";

    public override string OpenPdf => "The report is the attached PDF.";

    public override string WriteReport(string command) => $"Whoever runs DockerScan can write it there ({command}), or give out links (Web:PublicUrl).";

    public override string Compared(string before, string after) => $"{before} compared with {after}";

    public override string New => "New";

    public override string Worse => "Worse than before";

    public override string Fixed => "Fixed";

    public override string NotComparable => "Found before, and not looked for completely this time";

    public override string Before => "Before";

    public override string After => "After";

    public override string Changes(int added, int worse, int mended, int unchanged, int notComparable)
        => $"{added} new, {worse} worse, {mended} fixed, {unchanged} unchanged, {notComparable} not comparable.";

    public override string FirstIncomplete => "The first scan is not complete: what is called new may have been there.";

    public override string SecondIncomplete => "The second scan is not complete: there may be more than it could find.";

    public override string ScanOf(string scan) => $"scan {scan}";

    public override string MoreLike(int count) => $"And {count} more like these.";

    public override string OfThemAccepted(int count) => $"{count} of them accepted.";

    public override string Status => "Status";

    public override string Queue => "Queue";

    public override string Depth(int waiting, int running) => $"{waiting} waiting, {running} running";

    public override string Health => "Health";

    public override string NoHealth => "Nothing reports its health.";

    public override string WhatToDo => "what to do";
}
