using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reputations;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

/// <summary>
/// The fixed texts of a report. One class per language; a text that a language lacks does not compile.
/// Texts hold no Markdown of their own; their arguments must already be fit for where the text goes.
/// </summary>
internal abstract partial class ReportStrings
{
    public abstract ReportLanguage Language { get; }

    /// <summary>The vocabulary that the report shares with cards and pictures.</summary>
    public Vocabulary Words => Vocabulary.In(Language);

    public string LanguageTag => ReportLanguages.Tag(Language);

    // The shared words as they stand alone in a cell or as a tag.

    public string Label(ScanResult result) => Words.Label(result.Verdict, result.AtLeast);

    public string Word(Risk risk) => Vocabulary.Opening(Words.Of(risk));

    public string Word(Severity severity) => Vocabulary.Opening(Words.Of(severity));

    public string Word(CheckResult result) => Vocabulary.Opening(Words.Of(result));

    public string Word(CheckResult result, string check) => Vocabulary.Opening(Words.Of(result, check));

    public string Word(StageOutcome outcome) => Vocabulary.Opening(Words.Of(outcome));

    public string Word(AutorunKind kind) => Vocabulary.Opening(Words.Of(kind));

    public string Word(Reputation reputation) => Vocabulary.Opening(Words.Of(reputation));

    public string Word(IndicatorKind kind) => Vocabulary.Opening(Words.Of(kind));

    public string Word(TimelineKind kind) => Vocabulary.Opening(Words.Of(kind));

    public string EndOfLife => Vocabulary.Opening(Words.EndOfLife);

    public string NoFix => Vocabulary.Opening(Words.NoFixYet);

    public string OpenNetworkTag => Vocabulary.Opening(Words.OpenNetwork);

    public abstract string ReportTitle { get; }

    public abstract string Contents { get; }

    public abstract string Footer { get; }

    public abstract string WorstIs(Risk risk, int count);

    public abstract string UnknownAtLeast(string worst);

    public abstract string UnknownNothing { get; }

    public abstract string UnknownMeans { get; }

    public abstract string NoneStarted { get; }

    public abstract string NoneNotStarted { get; }

    public abstract string NoneNotFullySeen { get; }

    public abstract string NoneNotAnswered { get; }

    public abstract string NotStarted { get; }

    public abstract string NotFullySeen { get; }

    public abstract string AcceptedDoNotCount(int count);

    public abstract string Failure { get; }

    // Environment
    public abstract string Environment { get; }

    public abstract string Subject { get; }

    public abstract string Property { get; }

    public abstract string Value { get; }

    public abstract string Asked { get; }

    public abstract string Repository { get; }

    public abstract string Digest { get; }

    public abstract string LocalOnly { get; }

    public abstract string ImageId { get; }

    public abstract string Platform { get; }

    public abstract string OperatingSystem { get; }

    public abstract string NotKnown { get; }

    public abstract string Size { get; }

    public abstract string Layers { get; }

    public abstract string Packages { get; }

    public abstract string User { get; }

    public abstract string RootByDefault { get; }

    public abstract string Entrypoint { get; }

    public abstract string Command { get; }

    public abstract string ExposedPorts { get; }

    public abstract string NoneWord { get; }

    public abstract string Created { get; }

    public abstract string ScanNumber { get; }

    public abstract string ScanTime { get; }

    public abstract string ScanTimeText(string start, string end, string duration);

    public abstract string Scope { get; }

    public abstract string Stage { get; }

    public abstract string Outcome { get; }

    public abstract string Duration { get; }

    public abstract string Note { get; }

    public abstract string ToolsAndData { get; }

    public abstract string Item { get; }

    public abstract string Gaps { get; }

    public abstract string GapsLoud { get; }

    public abstract string GapChecks { get; }

    public abstract string NoGaps { get; }

    // Risk
    public abstract string Risk { get; }

    public abstract string VerdictTitle { get; }

    public abstract string Numbers { get; }

    public abstract string Findings { get; }

    public abstract string OfWhichFixable { get; }

    public abstract string MeaningTitle { get; }

    public abstract string BySeverity { get; }

    public abstract string ByRisk { get; }

    public abstract string Checks { get; }

    public abstract string NoFindings { get; }

    public abstract string NoFindingsUnknown { get; }

    public abstract string Package { get; }

    public abstract string Installed { get; }

    public abstract string FixedIn { get; }

    public abstract string Vulnerabilities { get; }

    public abstract string More(int count);

    public abstract string Truncated(int shown, int total);

    public abstract string RowsLeftOff(int count);

    public abstract string Finding { get; }

    public abstract string Where { get; }

    public abstract string Evidence { get; }

    public abstract string DetailsNote { get; }

    public abstract string DetailCount(int count);

    public abstract string Id { get; }

    public abstract string SeverityTitle { get; }

    public abstract string WhatItIs { get; }

    public abstract string WhyThisRisk { get; }

    public abstract string References { get; }

    public abstract string Key { get; }

    public abstract string FoundBy { get; }

    public abstract string AcceptedReason { get; }

    public abstract string AcceptedAuthor { get; }

    public abstract string AcceptedUntil { get; }

    public abstract string AcceptedTitle(int count);

    public abstract string Vector { get; }

    // Observations
    public abstract string Autorun { get; }

    public abstract string AutorunNote { get; }

    /// <summary>Beside a file that a start command names, where it is not certain that it is started.</summary>
    public abstract string MayStart { get; }

    public abstract string StartedBy { get; }

    public abstract string File { get; }

    public abstract string Kind { get; }

    public abstract string ReputationTitle { get; }

    public abstract string ReputationNote { get; }

    /// <param name="count">How many look-ups are not answered yet.</param>
    public abstract string ReputationWaits(int count);

    /// <param name="time">When.</param>
    /// <param name="revision">How often until now.</param>
    public abstract string Amended(string time, int revision);

    /// <param name="flagged">How many engines flag it.</param>
    /// <param name="asked">How many looked at it.</param>
    public abstract string FlaggedBy(int flagged, int asked);

    public abstract string MaybeMistaken { get; }

    public abstract string FirstSeen { get; }

    public abstract string LastAnalysed { get; }

    public abstract string OfPackage(string package);

    public abstract string Dropped { get; }

    public abstract string DroppedNote { get; }

    public abstract string WasRun { get; }

    public abstract string Network { get; }

    public abstract string Protocol { get; }

    public abstract string Application { get; }

    public abstract string Process { get; }

    public abstract string Summary { get; }

    public abstract string Listeners { get; }

    public abstract string Address { get; }

    public abstract string Port { get; }

    public abstract string Processes { get; }

    public abstract string CommandLine { get; }

    public abstract string Executable { get; }

    // Sandbox
    public abstract string Behavior { get; }

    public abstract string WasSeen(TargetRun? run);

    public abstract string MayLack { get; }

    /// <param name="file">The file's name, as code.</param>
    /// <param name="frames">How many frames it holds.</param>
    /// <param name="size">Its size.</param>
    /// <param name="sha256">Its digest, as code.</param>
    public abstract string Capture(string file, string frames, string size, string sha256);

    public abstract string NoContacts { get; }

    public abstract string NoListeners { get; }

    public abstract string NoProcesses { get; }

    public abstract string Domain { get; }

    public abstract string Exposed { get; }

    public abstract string Yes { get; }

    public abstract string No { get; }

    public abstract string Timeline { get; }

    /// <summary>Beside what became of the sandbox, in a picture that has no timeline.</summary>
    public abstract string NoTimeline { get; }

    /// <summary>Below a timeline that had no room for all its rows.</summary>
    public abstract string RowsInReport(int count);

    public abstract string TimelineTable { get; }

    public abstract string From { get; }

    public abstract string To { get; }

    public abstract string What { get; }

    public abstract string SuspiciousWord { get; }

    public abstract string StillRunning { get; }

    public abstract string LegendRan { get; }

    public abstract string LegendOnce { get; }

    public abstract string LegendSeveral { get; }

    public abstract string TimelineSummary(string seconds, int processes, int roots, int marks, int suspicious);

    // Measures
    public abstract string Measures { get; }

    public abstract string Measure { get; }

    public abstract string Removes { get; }

    public abstract string Left { get; }

    public abstract string Upgrade(string package, string installed, string target);

    public abstract string MendCheck(string title);

    public abstract string DoNotUse(string checks);

    public abstract string Unfixable(int findings, int packages);

    public abstract string NothingToDo { get; }

    public abstract string NothingToDoUnknown { get; }

    public abstract string Checklist { get; }

    public abstract string ChecklistCounts(int detected, int notDetected, int notAssessed);

    public abstract string Group { get; }

    public abstract string Check { get; }

    public abstract string ResultTitle { get; }

    public abstract string RiskTitle { get; }

    public abstract string Diagnosed { get; }

    public abstract string Mend { get; }

    public static ReportStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishStrings.Instance,
        ReportLanguage.Korean => KoreanStrings.Instance,
    };
}
