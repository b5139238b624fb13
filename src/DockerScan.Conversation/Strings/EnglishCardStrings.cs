using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Strings;

/// <summary>The words in English.</summary>
internal sealed class EnglishCardStrings : CardStrings
{
    public static EnglishCardStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string VerdictLabel(Verdict verdict, Verdict atLeast) => verdict switch
    {
        Verdict.Unknown => atLeast > Verdict.None ? $"UNKNOWN, at least {Word(atLeast)}" : "UNKNOWN",
        Verdict.None => "NO RISK FOUND",
        _ => $"{Word(verdict)} RISK",
    };

    public override string VerdictMeaning(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "Not everything could be looked at, so nobody knows whether this image is safe. Do not treat it as clean.",
        Verdict.None => "Every required check ran and found nothing open.",
        Verdict.Low => "Only threats that other weaknesses could chain with.",
        Verdict.Medium => "Something here can lead to further leaks. Mend it before the image holds anything of value.",
        Verdict.High => "Something here can break the availability, confidentiality or integrity of what runs it. Do not use it as it is.",
    };

    public override string RiskLabel(Risk risk) => risk switch
    {
        Risk.Low => "LOW",
        Risk.Medium => "MEDIUM",
        Risk.High => "HIGH",
    };

    public override string SeverityWord(Severity severity) => severity switch
    {
        Severity.Unknown => "severity unknown",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
    };

    public override string? StageName(string id) => id switch
    {
        StageIds.Resolve => "Look up the image",
        StageIds.Acquire => "Fetch the image",
        StageIds.Trivy => "Vulnerabilities and secrets",
        StageIds.ImageConfig => "Configuration and permissions",
        StageIds.Autorun => "What starts by itself",
        StageIds.Sandbox => "Sandbox",
        StageIds.VirusTotal => "Reputation",
        _ => null,
    };

    public override string? StageState(StageOutcome? outcome) => null;

    public override string Shortfall(string id, StageOutcome outcome, string reason)
        => $"{id} {Verb(outcome)}{(reason.Length == 0 ? "." : ": " + reason)}";

    public override string Scanning(string image) => $"Scanning {image}";

    public override string JoinedScan => "Somebody asked for the same scan before: this is that scan.";

    public override string NextInLine => "Queued, position 1: next in line.";

    public override string Queued(int position, int before) => $"Queued, position {position}: {before} before it.";

    public override string Running => "Running.";

    public override string Ended => "Finished, the verdict is on its way.";

    public override string NotScanned(string image) => $"{image}: not scanned";

    public override string Cancelled => "The scan was cancelled before it ended. Nothing is known about this image.";

    public override string Failed(string reason) => $"The image could not be looked at: {reason}";

    public override string Reused(string image, string time, string command)
        => $"This content was scanned already, as {image} on {time} UTC, and nothing has changed since. To scan anew: {command}";

    public override string Image => "Image";

    public override string Content => "Content";

    public override string System => "System";

    public override string Findings => "Findings";

    public override string Scan => "Scan";

    public override string Took(string scan, string duration) => $"{scan}, took {duration}";

    public override string Seconds(string seconds) => $"{seconds} s";

    public override string Minutes(int minutes, int seconds) => $"{minutes} min {seconds} s";

    public override string Hours(int hours, int minutes) => $"{hours} h {minutes} min";

    public override string Packages(int count) => $"{count} packages";

    public override string PackagesNotListed => "packages not listed";

    public override string EndOfLife => "past its end of life";

    public override string NoOperatingSystem => "no operating system found";

    public override string Counts(int high, int medium, int low) => $"{high} high, {medium} medium, {low} low";

    public override string Accepted(int count) => $"{count} accepted";

    public override string Top => "What matters most";

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

    public override string NoFixYet => "no fix yet";

    public override string FixedIn(string version) => $"fixed in {version}";

    public override string Key(string key, bool isAccepted) => $"key {key}{(isAccepted ? ", accepted" : string.Empty)}";

    public override string Reputation => "Reputation";

    public override string Waiting(int count) => $"VirusTotal: {count} {(count == 1 ? "answer" : "answers")} still to come, this card is amended.";

    public override string Flagged(int flagged, int asked, int unknown, bool isSoFar)
        => $"VirusTotal: {flagged} of {asked} flagged{(unknown == 0 ? string.Empty : $", {unknown} not known there")}{(isSoFar ? ", so far" : string.Empty)}.";

    public override string NotLookedUp(int count) => $"VirusTotal: {count} not looked up.";

    public override string WaitingLabel => "WAITING";

    public override string MaliciousLabel => "MALICIOUS";

    public override string SuspiciousLabel => "SUSPICIOUS";

    public override string BadAnswer(string image) => $"{image}: VirusTotal's answer is bad";

    public override string Amended(string command) => $"The card above is amended. Read on: {command}";

    public override string Malicious => "Malicious";

    public override string FlaggedBy(string what, int? flagged, int? asked) => $"{what}: flagged by {flagged} of {asked} engines";

    public override string Coverage => "Coverage";

    public override string NotReported => "A required stage did not report at all.";

    public override string OpenNetwork => "The sandbox ran in open mode: the image had the real network, so what it tried may really have reached others.";

    public override string ShortRun(string seconds) => $"The image ran {seconds}: little could be seen.";

    public override string Whole(int stages, int checks) => $"{stages} of {stages} stages completed, {checks} of {checks} checks assessed.";

    public override string NoCheck => "The checklist: no check was assessed.";

    public override string NotLookedAtLabel => "NOT LOOKED AT";

    public override string NotAssessedLabel => "NOT ASSESSED";

    public override string NoticeLabel => "NOTE";

    public override string CompleteLabel => "COMPLETE";

    public override string OpenNetworkLabel => "OPEN NETWORK";

    public override string ShortRunLabel => "SHORT RUN";

    public override string ScanCancelled(string scan) => $"Scan {scan} is cancelled";

    public override string FindingsIn(string image) => $"Findings in {image}";

    public override string Incomplete => "The scan is not complete: there may be more than it could find.";

    public override string Matching(string filter, string matching, string all) => $"Matching '{filter}': {matching} of {all}";

    public override string Page(int first, int last, int count, int page, int pages) => $"{first} to {last} of {count}, page {page} of {pages}";

    public override string ReportOf(string image) => $"Report of {image}";

    public override string Link => "Link";

    public override string WebPage => "Page";

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

    public override string HealthLabel(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "OK",
        HealthStatus.Degraded => "LIMITED",
        HealthStatus.Unhealthy => "DOWN",
    };

    public override string WhatToDo => "what to do";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "UNKNOWN",
        Verdict.None => "NONE",
        Verdict.Low => "LOW",
        Verdict.Medium => "MEDIUM",
        Verdict.High => "HIGH",
    };

    private static string Verb(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Failed => "failed",
        StageOutcome.Completed => "completed",
        StageOutcome.Partial => "looked at a part only",
        StageOutcome.TimedOut => "ran out of time",
        StageOutcome.Unsupported => "cannot look at such an image",
        StageOutcome.Skipped => "did not run",
    };
}
