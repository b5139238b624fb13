using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

internal sealed partial class EnglishStrings : ReportStrings
{
    public static EnglishStrings Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string ReportTitle => "Image risk report";

    public override string Contents => "Contents";

    public override string Footer => "Findings are what the named tools could see at the time of the scan. A vulnerability that nobody has published yet cannot be found.";

    public override string WorstIs(Risk risk, int count)
        => $"{count} open {(count == 1 ? "finding" : "findings")} of {Words.Of(risk)} risk{(count == 1 ? ". It" : ". Each")} {(risk == Core.Findings.Risk.Low ? "is " : string.Empty)}{Words.Meaning(risk)}.";

    public override string UnknownAtLeast(string worst) => $"the scan is incomplete. What was found so far is at least {worst}.";

    public override string UnknownNothing => "the scan is incomplete. It found nothing, and that proves nothing.";

    public override string UnknownMeans => "Treat the image as unsafe until a complete scan says otherwise.";

    public override string NoneStarted => "None found: everything that was asked for completed and found nothing open.";

    public override string NoneNotStarted => "None found; the image was not started.";

    public override string NoneNotFullySeen => "None found; what the image does when it is started was not fully seen.";

    public override string NoneNotAnswered => "None found so far, but not everything was answered: see what could not be assessed.";

    public override string NotStarted => "The image was not started: what it does when it runs was not looked at.";

    public override string NotFullySeen => "What the image does when it is started was not fully seen.";

    public override string AcceptedDoNotCount(int count) => $"{count} accepted {(count == 1 ? "finding does" : "findings do")} not count towards the verdict.";

    public override string Failure => "The image could not be looked at";

    public override string Environment => "Environment";

    public override string Subject => "What was scanned";

    public override string Property => "Property";

    public override string Value => "Value";

    public override string Asked => "Asked for";

    public override string Repository => "Repository";

    public override string Digest => "Digest";

    public override string LocalOnly => "none: the image is only in this engine";

    public override string ImageId => "Image id";

    public override string Platform => "Platform";

    public override string OperatingSystem => "Operating system";

    public override string NotKnown => "not known";

    public override string Size => "Size";

    public override string Layers => "Layers";

    public override string Packages => "Packages";

    public override string User => "User";

    public override string RootByDefault => "none set, so root";

    public override string Entrypoint => "Entrypoint";

    public override string Command => "Command";

    public override string ExposedPorts => "Exposed ports";

    public override string NoneWord => "none";

    public override string Created => "Created";

    public override string ScanNumber => "Scan";

    public override string ScanTime => "Scanned";

    public override string ScanTimeText(string start, string end, string duration) => $"{start} to {end} ({duration})";

    public override string Scope => "Scope";

    public override string Stage => "Stage";

    public override string Outcome => "Outcome";

    public override string Duration => "Duration";

    public override string Note => "Note";

    public override string ToolsAndData => "Tools and data";

    public override string Item => "Item";

    public override string Gaps => "What could not be assessed";

    public override string GapsLoud => "Not everything was looked at. Nothing below may be read as the absence of a risk in these places.";

    public override string GapChecks => "Checks without an answer";

    public override string NoGaps => "Every stage completed.";

    public override string Risk => "Risk";

    public override string VerdictTitle => "Verdict";

    public override string Numbers => "In numbers";

    public override string Findings => "Findings";

    public override string OfWhichFixable => "Fix available";

    public override string MeaningTitle => "Meaning";

    public override string BySeverity => "Open findings by severity";

    public override string ByRisk => "Open findings by risk";

    public override string Checks => "Checklist";

    public override string NoFindings => "No open findings.";

    public override string NoFindingsUnknown => "Nothing was found so far. The scan is incomplete, so this says nothing about the image.";

    public override string Package => "Package";

    public override string Installed => "Installed";

    public override string FixedIn => "Fixed in";

    public override string Vulnerabilities => "Vulnerabilities";

    public override string More(int count) => $"and {count} more";

    public override string Truncated(int shown, int total) => $"This page shows the worst {shown} of {total} open findings. The JSON report has all of them.";

    public override string RowsLeftOff(int count) => $"{count} more are in the JSON report.";

    public override string Finding => "Finding";

    public override string Where => "Where";

    public override string Evidence => "Evidence";

    public override string DetailsNote => "One entry per package or finding, worst first.";

    public override string DetailCount(int count) => count == 1 ? "1 finding" : $"{count} findings";

    public override string Id => "Id";

    public override string SeverityTitle => "Severity";

    public override string WhatItIs => "What it is";

    public override string WhyThisRisk => "Why this risk";

    public override string References => "References";

    public override string Key => "Key";

    public override string FoundBy => "Found by";

    public override string AcceptedReason => "Why";

    public override string AcceptedAuthor => "By";

    public override string AcceptedUntil => "Until";

    public override string AcceptedTitle(int count) => $"Accepted findings ({count})";

    public override string Vector => "CVSS";

    public override string Autorun => "What starts by itself";

    public override string AutorunNote => "Followed from ENTRYPOINT, CMD, HEALTHCHECK and ONBUILD through scripts, without starting the image.";

    public override string MayStart => "may be started";

    public override string StartedBy => "Started by";

    public override string File => "File";

    public override string Kind => "Kind";

    public override string ReputationTitle => "Reputation";

    public override string ReputationNote => "Looked up by hash, address and name; nothing else was sent to VirusTotal. Addresses and names are written so that no program makes a link of them. What VirusTotal does not know says nothing of its safety.";

    public override string ReputationWaits(int count)
        => count == 1 ? "1 look-up at VirusTotal is still to come; once it is answered, a report asked for anew has it." : $"{Units.Number(count)} look-ups at VirusTotal are still to come; once they are answered, a report asked for anew has them.";

    public override string Amended(string time, int revision) => $"Amended {time}, revision {Units.Number(revision)}: answers of VirusTotal came after the scan.";

    public override string FlaggedBy(int flagged, int asked) => $"{Units.Number(flagged)} of {Units.Number(asked)} engines flag it";

    public override string MaybeMistaken => "few engines: it may be their mistake";

    public override string FirstSeen => "First seen";

    public override string LastAnalysed => "Last analysed";

    public override string OfPackage(string package) => $"Not looked up: belongs to package {package}";

    public override string Dropped => "Dropped programs";

    public override string DroppedNote => "Programs and scripts that are not in the image, and were there or ran when it was started.";

    public override string WasRun => "Ran";

    public override string Network => "Network contacts";

    public override string Protocol => "Protocol";

    public override string Application => "Application";

    public override string Process => "Process";

    public override string Summary => "What happened";

    public override string Listeners => "Listening sockets";

    public override string Address => "Address";

    public override string Port => "Port";

    public override string Processes => "Processes";

    public override string CommandLine => "Command line";

    public override string Executable => "Executable";

    public override string Behavior => "Behaviour in the sandbox";

    public override string WasSeen(TargetRun? run) => run switch
    {
        { End: TargetEnd.StillRunning } => $"The image was started in the sandbox and watched for {Words.Duration(run)}; it was still running.",
        { End: TargetEnd.Ended } => $"The image was started in the sandbox; it ran {Words.Duration(run)} and ended by itself.",
        { End: TargetEnd.Stopped } => $"The image was started in the sandbox, watched for {Words.Duration(run)}, and stopped.",
        _ => "The image was started in the sandbox and watched.",
    };

    public override string MayLack => "What follows may lack something.";

    public override string Capture(string file, string frames, string size, string sha256)
        => $"The captured frames, up to 256 bytes of each, lie beside this report as {file} (frames: {frames}, {size}, SHA-256 {sha256}).";

    public override string NoContacts => "Nothing was tried: while it was watched it asked for no name and sent nothing to any address.";

    public override string NoListeners => "Nothing listened while it was watched.";

    public override string NoProcesses => "No process was seen while it was watched.";

    public override string Domain => "Domain";

    public override string Exposed => "Declared (EXPOSE)";

    public override string Yes => "yes";

    public override string No => "no";

    public override string Timeline => "Timeline";

    public override string NoTimeline => "No timeline.";

    public override string RowsInReport(int count) => $"{count} more rows are in the report";

    public override string TimelineTable => "The timeline as a table";

    public override string From => "From, s";

    public override string To => "To, s";

    public override string What => "What";

    public override string SuspiciousWord => "Suspicious";

    public override string StillRunning => "still running";

    public override string LegendRan => "ran from, to";

    public override string LegendOnce => "once";

    public override string LegendSeveral => "several times";

    public override string TimelineSummary(string seconds, int processes, int roots, int marks, int suspicious)
        => $"Watched for {seconds} s: {(processes == 1 ? "1 process" : $"{processes} processes")} ({roots} as root), {(marks == 1 ? "1 contact or other moment" : $"{marks} contacts and other moments")}, {suspicious} of these suspicious.";

    public override string Measures => "Measures";

    public override string Measure => "Measure";

    public override string Removes => "Removes";

    public override string Left => "Then left";

    public override string Upgrade(string package, string installed, string target) => $"Upgrade {package} from {installed} to {target} or later";

    public override string MendCheck(string title) => $"Mend: {title}";

    public override string DoNotUse(string checks) => $"Do not use this image: {checks}";

    public override string Unfixable(int findings, int packages)
        => $"{DetailCount(findings)} in {(packages == 1 ? "1 package" : $"{packages} packages")} {(findings == 1 ? "has" : "have")} no fix yet: replace or remove the package, or accept the finding on the record and look again.";

    public override string NothingToDo => "There is nothing to mend.";

    public override string NothingToDoUnknown => "First have the image scanned completely; see what could not be assessed.";

    public override string Checklist => "Checklist";

    public override string ChecklistCounts(int detected, int notDetected, int notAssessed)
        => $"{detected} detected, {notDetected} not detected, {notAssessed} not assessed.";

    public override string Group => "Group";

    public override string Check => "Check";

    public override string ResultTitle => "Result";

    public override string RiskTitle => "Risk";

    public override string Diagnosed => "How it is diagnosed";

    public override string Mend => "How to mend it";
}
