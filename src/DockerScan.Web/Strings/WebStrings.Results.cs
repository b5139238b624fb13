using DockerScan.Core.Scans;

namespace DockerScan.Web.Strings;

/// <content>Results, lists and the rest.</content>
public abstract partial class WebStrings
{
    /// <summary>The label of the verdict.</summary>
    public abstract string VerdictTitle { get; }

    /// <summary>Why the image could not be looked at.</summary>
    public abstract string Failed(string why);

    /// <summary>The label of what the name stood for.</summary>
    public abstract string Content { get; }

    /// <summary>The label of the operating system.</summary>
    public abstract string System { get; }

    /// <summary>How many packages.</summary>
    public abstract string Packages(int count);

    /// <summary>That there is no operating system.</summary>
    public abstract string NoSystem { get; }

    /// <summary>The label of the time.</summary>
    public abstract string ScannedAt { get; }

    /// <summary>How long it took.</summary>
    public abstract string Took(string duration);

    /// <summary>That an earlier result answers.</summary>
    public abstract string Reused(string time);

    /// <summary>The heading of what was not looked at.</summary>
    public abstract string NotAssessed { get; }

    /// <summary>That nothing was looked at.</summary>
    public abstract string NothingLookedAt { get; }

    /// <summary>That everything was looked at.</summary>
    public abstract string AllAssessed { get; }

    /// <summary>The line before the checks without an answer.</summary>
    public abstract string ChecksWithoutAnswer(int count);

    /// <summary>That no check has an answer.</summary>
    public abstract string NoCheck { get; }

    /// <summary>The heading of the measures.</summary>
    public abstract string Measures { get; }

    /// <summary>That nothing is open.</summary>
    public abstract string NothingToDo { get; }

    /// <summary>The same of an incomplete scan.</summary>
    public abstract string NothingToDoUnknown { get; }

    /// <summary>That nothing that is open can be mended.</summary>
    public abstract string OnlyUnfixable(int count);

    /// <summary>A measure.</summary>
    public abstract string Upgrade(string package, string installed, string target);

    /// <summary>The image below has a newer version.</summary>
    public abstract string ChangeBase(string from, string to, int brings);

    /// <summary>The image below was built anew under its name.</summary>
    public abstract string Rebuild(string name, int brings);

    /// <summary>A measure.</summary>
    public abstract string MendCheck(string check);

    /// <summary>The measure against a hostile image.</summary>
    public abstract string DoNotUse(string checks);

    /// <summary>How many findings go by a measure.</summary>
    public abstract string Removes(int count);

    /// <summary>That the report has more.</summary>
    public abstract string MoreMeasures(int count);

    /// <summary>The heading of the checklist.</summary>
    public abstract string Checks { get; }

    /// <summary>A check.</summary>
    public abstract string Check { get; }

    /// <summary>The heading of results.</summary>
    public abstract string ResultTitle { get; }

    /// <summary>The heading of risks.</summary>
    public abstract string RiskTitle { get; }

    /// <summary>The heading of the findings.</summary>
    public abstract string Findings { get; }

    /// <summary>How many findings.</summary>
    public abstract string FindingCount(int count);

    /// <summary>How many are accepted.</summary>
    public abstract string Accepted(int count);

    /// <summary>The button of a filter.</summary>
    public abstract string Filter { get; }

    /// <summary>That a filter is off.</summary>
    public abstract string Any { get; }

    /// <summary>The label of the search in findings.</summary>
    public abstract string SearchFindings { get; }

    /// <summary>That a filter leaves nothing.</summary>
    public abstract string NoneMatch { get; }

    /// <summary>How many vulnerabilities a package has.</summary>
    public abstract string Vulnerabilities(int count);

    /// <summary>The heading of versions that mend.</summary>
    public abstract string FixedIn { get; }

    /// <summary>The heading of severities.</summary>
    public abstract string SeverityTitle { get; }

    /// <summary>The heading of ids.</summary>
    public abstract string IdTitle { get; }

    /// <summary>The heading of descriptions.</summary>
    public abstract string WhatItIs { get; }

    /// <summary>The label of the place.</summary>
    public abstract string Where { get; }

    /// <summary>The label of the evidence.</summary>
    public abstract string Evidence { get; }

    /// <summary>The label of the advice.</summary>
    public abstract string Mend { get; }

    /// <summary>That the report has more of a group.</summary>
    public abstract string MoreInGroup(int count);

    /// <summary>The heading of what the image did.</summary>
    public abstract string Behaviour { get; }

    /// <summary>That there are more contacts.</summary>
    public abstract string MoreContacts(int count);

    /// <summary>The heading of the downloads.</summary>
    public abstract string Report { get; }

    /// <summary>The link to the page of the report.</summary>
    public abstract string OpenReport { get; }

    /// <summary>A link to a file.</summary>
    public abstract string Download(string form);

    /// <summary>The button that scans again.</summary>
    public abstract string ScanAgain { get; }

    /// <summary>The link to an image's history.</summary>
    public abstract string History { get; }

    /// <summary>The title of an image's history.</summary>
    public abstract string HistoryOf(string image);

    /// <summary>The caption of the trend.</summary>
    public abstract string Trend { get; }

    /// <summary>The name of the links to other pages.</summary>
    public abstract string Pages { get; }

    /// <summary>The link to the page before.</summary>
    public abstract string Previous { get; }

    /// <summary>The link to the page after.</summary>
    public abstract string Next { get; }

    /// <summary>Which page it is.</summary>
    public abstract string PageOf(int page, int pages);

    /// <summary>Which page it is.</summary>
    public abstract string Page(int page);

    /// <summary>The label of the search in scans.</summary>
    public abstract string SearchImages { get; }

    /// <summary>The heading of times.</summary>
    public abstract string When { get; }

    /// <summary>The heading of states.</summary>
    public abstract string State { get; }

    /// <summary>That no scan is like that.</summary>
    public abstract string NoScansMatch { get; }

    /// <summary>The link to a comparison.</summary>
    public abstract string CompareBefore { get; }

    /// <summary>The title of a comparison.</summary>
    public abstract string Compare { get; }

    /// <summary>What is compared.</summary>
    public abstract string CompareOf(string before, string now);

    /// <summary>That two images are compared.</summary>
    public abstract string Different { get; }

    /// <summary>New findings.</summary>
    public abstract string New { get; }

    /// <summary>Findings that became worse.</summary>
    public abstract string Raised { get; }

    /// <summary>Findings that are gone.</summary>
    public abstract string Fixed { get; }

    /// <summary>Findings of which nobody knows.</summary>
    public abstract string NotComparable { get; }

    /// <summary>How many stayed.</summary>
    public abstract string Unchanged(int count);

    /// <summary>That nothing changed.</summary>
    public abstract string NoChange { get; }

    /// <summary>That there are more.</summary>
    public abstract string MoreOf(int count);

    /// <summary>That nothing is watched.</summary>
    public abstract string NoWatches { get; }

    public abstract string WhatRuns { get; }

    public abstract string RunsHere { get; }

    public abstract string RunsNoMore(string since);

    public abstract string NotWatched(string images);

    /// <summary>The heading of schedules.</summary>
    public abstract string Schedule { get; }

    /// <summary>The heading of next runs.</summary>
    public abstract string NextLook { get; }

    /// <summary>The heading of last runs.</summary>
    public abstract string LastLook { get; }

    /// <summary>The heading of last changes.</summary>
    public abstract string LastChange { get; }

    /// <summary>That something never was.</summary>
    public abstract string Never { get; }

    /// <summary>That a watch is paused.</summary>
    public abstract string IsPaused { get; }

    /// <summary>That a watch is muted.</summary>
    public abstract string MutedUntil(string time);

    /// <summary>The heading of parts.</summary>
    public abstract string Part { get; }

    /// <summary>The heading of details.</summary>
    public abstract string Detail { get; }

    /// <summary>The label of next steps.</summary>
    public abstract string NextStep { get; }

    /// <summary>That nobody was asked yet.</summary>
    public abstract string Starting { get; }

    /// <summary>When they were asked.</summary>
    public abstract string CheckedAt(string time);

    /// <summary>The title of the login.</summary>
    public abstract string SignInTitle { get; }

    /// <summary>What the token is.</summary>
    public abstract string SignInLead { get; }

    /// <summary>The label of the token.</summary>
    public abstract string Token { get; }

    /// <summary>That it is not the token.</summary>
    public abstract string WrongToken { get; }

    /// <summary>That too many tokens were tried.</summary>
    public abstract string TooManyLogins { get; }

    /// <summary>Where a scan stands.</summary>
    public abstract string Of(ScanState state);
}
