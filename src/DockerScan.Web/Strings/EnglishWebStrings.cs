using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Web.Strings;

/// <summary>The words of the pages in English.</summary>
internal sealed partial class EnglishWebStrings : WebStrings
{
    public static EnglishWebStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string Home => "Scan";

    public override string Scans => "Scans";

    public override string Watches => "Watches";

    public override string Status => "Status";

    public override string SignOut => "Sign out";

    public override string SkipToContent => "Skip to content";

    public override string MainMenu => "Main";

    public override string SwitchLanguage => "한국어";

    public override string Footer => "Static analysis, a sealed sandbox, and what others know of what was seen.";

    public override string Problem => "This did not work";

    public override string FormIsOld => "The form was open for too long, or came from elsewhere. Nothing was done. Go back, load the page again, and send it once more.";

    public override string FormTooLarge => "The form is larger than what is taken, or was broken off. Nothing was done.";

    public override string BackToStart => "Back to the first page";

    public override string NotFound => "There is no such scan";

    public override string NotFoundMeans => "The address may be mistyped, or the scan was removed since.";

    public override string HomeTitle => "Which image?";

    public override string HomeLead => "Type a name as docker pull takes it. The image is analysed, then started in a sandbox without a way out, and you get a verdict with what to do.";

    public override string Image => "Image";

    public override string ImageHint => "For example redis:7, ghcr.io/owner/app:1.2, or a name with @sha256:…";

    public override string MoreOptions => "More options";

    public override string Platform => "Platform";

    public override string PlatformHint => "os/architecture, for example linux/arm64. Empty: linux/amd64.";

    public override string Anew => "Scan anew, even if a fresh result is there";

    public override string WithoutSandbox => "Do not start the image (no sandbox)";

    public override string Go => "Scan";

    public override string Recent => "Newest scans";

    public override string NoScansYet => "Nothing was scanned yet. The first scan takes a minute or two.";

    public override string AllScans => "All scans";

    public override string Queue(int queued, int running) => $"Now: {running} running, {queued} waiting";

    public override string TooManyScans => "That was too many scans within a minute. Wait a moment, then send it again.";

    public override string Scanning(string image) => $"Scanning {image}";

    public override string NextInLine => "Queued: next in line.";

    public override string Waiting(int before) => $"Queued: {before} before this one.";

    public override string IsRunning => "The scan is running.";

    public override string HasEnded => "The scan has ended.";

    public override string Stages => "Stages";

    public override string StageTitle => "Stage";

    public override string NoStageYet => "No stage has begun yet.";

    public override string Saw => "Seen so far";

    public override string LiveHint => "This page follows the scan by itself. You can leave it: the scan goes on, and stands under Scans.";

    public override string Joined => "This scan was asked for already, so you see that one.";

    public override string Cancel => "Cancel the scan";

    public override string CancelAsked => "The scan is being stopped.";

    public override string Cancelled => "This scan was cancelled";

    public override string CancelledMeans => "It found out nothing about the image.";

    public override string VerdictTitle => "Verdict";

    public override string Failed(string why) => $"The image could not be looked at: {why}";

    public override string Content => "Content";

    public override string System => "System";

    public override string Packages(int count) => $"{Units.Number(count)} packages";

    public override string NoSystem => "no operating system found";

    public override string ScannedAt => "Scanned";

    public override string Took(string duration) => $"took {duration}";

    public override string Reused(string time) => $"The same content was scanned before, so this is the result of {time}. “Scan again” scans anew.";

    public override string NotAssessed => "What was not assessed";

    public override string NothingLookedAt => "Nothing of the image was looked at, so nothing is known about it. Do not treat it as clean.";

    public override string AllAssessed => "Every stage completed, and every check has an answer.";

    public override string ChecksWithoutAnswer(int count) => $"{count} {(count == 1 ? "check has" : "checks have")} no answer:";

    public override string NoCheck => "No check has an answer.";

    public override string Measures => "What to do first";

    public override string NothingToDo => "Nothing open was found.";

    public override string NothingToDoUnknown => "Nothing open was found, but not everything was looked at: scan again when what is missing works.";

    public override string OnlyUnfixable(int count) => $"{Units.Number(count)} open findings are in packages without a fixed version. Take a newer base image, or wait for one.";

    public override string Upgrade(string package, string installed, string target) => $"Upgrade {package} from {installed} to {target} or later";

    public override string ChangeBase(string from, string to, int brings) => $"Change FROM {from} to {to}{Brought(brings)}";

    public override string Rebuild(string name, int brings) => $"Build anew on the current {name}{Brought(brings)}";

    private static string Brought(int count) => count > 0 ? $" (brings {Units.Number(count)} new {(count == 1 ? "vulnerability" : "vulnerabilities")})" : string.Empty;

    public override string MendCheck(string check) => $"Mend: {check}";

    public override string DoNotUse(string checks) => $"Do not use this image: {checks}";

    public override string Removes(int count) => $"removes {Units.Number(count)}";

    public override string MoreMeasures(int count) => $"{Units.Number(count)} more in the report";

    public override string Checks => "Checklist";

    public override string Check => "Check";

    public override string ResultTitle => "Result";

    public override string RiskTitle => "Risk";

    public override string Findings => "Findings";

    public override string FindingCount(int count) => $"{Units.Number(count)} {(count == 1 ? "finding" : "findings")}";

    public override string Accepted(int count) => $"{Units.Number(count)} accepted, which do not count";

    public override string Filter => "Show";

    public override string Any => "any";

    public override string SearchFindings => "Search (CVE, package, text)";

    public override string NoneMatch => "Nothing matches.";

    public override string Vulnerabilities(int count) => $"{Units.Number(count)} {(count == 1 ? "vulnerability" : "vulnerabilities")}";

    public override string FixedIn => "Fixed in";

    public override string SeverityTitle => "Severity";

    public override string IdTitle => "Id";

    public override string WhatItIs => "What it is";

    public override string Where => "Where";

    public override string Evidence => "Evidence";

    public override string Mend => "What to do";

    public override string MoreInGroup(int count) => $"{Units.Number(count)} more of this package stand in the report.";

    public override string Behaviour => "Whom it tried to reach";

    public override string MoreContacts(int count) => $"{Units.Number(count)} more in the report.";

    public override string Report => "The whole report";

    public override string OpenReport => "Open";

    public override string Download(string form) => $"Download {form}";

    public override string ScanAgain => "Scan again";

    public override string History => "History of this image";

    public override string HistoryOf(string image) => $"History of {image}";

    public override string Trend => "Findings of the newest scans, the oldest first";

    public override string Pages => "Pages";

    public override string Previous => "Previous";

    public override string Next => "Next";

    public override string PageOf(int page, int pages) => $"Page {page} of {pages}";

    public override string Page(int page) => $"Page {page}";

    public override string SearchImages => "Image name holds";

    public override string When => "When";

    public override string State => "State";

    public override string NoScansMatch => "No scan matches.";

    public override string CompareBefore => "Compare with the one before";

    public override string Compare => "What changed";

    public override string CompareOf(string before, string now) => $"From {before} to {now}";

    public override string Different => "These are scans of two different images.";

    public override string New => "New";

    public override string Raised => "Worse than before";

    public override string Fixed => "Gone";

    public override string NotComparable => "Found before, and not looked for completely this time";

    public override string Unchanged(int count) => $"{Units.Number(count)} unchanged";

    public override string NoChange => "Nothing changed.";

    public override string MoreOf(int count) => $"{Units.Number(count)} more like these.";

    public override string NoWatches => "No image is watched. Watches are made in a chat or a file.";

    public override string WhatRuns => "What the container engine runs";

    public override string RunsHere => "runs here";

    public override string RunsNoMore(string since) => $"not running since {since}";

    public override string NotWatched(string images) => $"Not watched, because no registry is known to have them or there are too many: {images}";

    public override string Schedule => "Schedule";

    public override string NextLook => "Looks next";

    public override string LastLook => "Looked last";

    public override string LastChange => "Changed last";

    public override string Never => "never";

    public override string IsPaused => "paused";

    public override string MutedUntil(string time) => $"silent until {time}";

    public override string Part => "Part";

    public override string Detail => "Detail";

    public override string NextStep => "Next step";

    public override string Starting => "The parts are being asked for the first time. Load the page again in a few seconds.";

    public override string CheckedAt(string time) => $"Asked at {time}; every 30 seconds.";

    public override string SignInTitle => "Sign in";

    public override string SignInLead => "Whoever runs DockerScan has the token: it was said once, when it first started.";

    public override string Token => "Token";

    public override string WrongToken => "That is not the token.";

    public override string TooManyLogins => "Too many tries. Wait a minute, then try again.";

    public override string Of(ScanState state) => state switch
    {
        ScanState.Queued => "waiting",
        ScanState.Running => "running",
        ScanState.Finished => "finished",
        ScanState.Cancelled => "cancelled",
    };
}
