using System.Globalization;
using DockerScan.Core.Acceptances;

namespace DockerScan.Conversation.Strings;

/// <summary>The words of acceptances in English.</summary>
internal sealed class EnglishAcceptanceStrings : AcceptanceStrings
{
    public static EnglishAcceptanceStrings Instance { get; } = new();

    public override string AcceptSummary => "accept a finding for a time, or call it a false positive";

    public override string Key => "a finding's key, as findings lists it";

    public override string WithReason => "why it can stay; others read it";

    public override string WithPackage => "all vulnerabilities of its package, of the same risk or less";

    public override string WithPath => "all findings at its path or place, of the same risk or less";

    public override string WithRepository => "the same in all repositories that match, e.g. ghcr.io/acme/*";

    public override string WithDays(int usual) => string.Create(CultureInfo.InvariantCulture, $"for how many days; {usual} when not given");

    public override string WithFalsePositive => "it is not true or cannot harm here; without an end";

    public override string AcceptForAWeek => "accept one finding for a week";

    public override string AcceptEverywhere => "the same finding in all of one owner's repositories";

    public override string AcceptedSummary => "list what is accepted, by whom and until when";

    public override string WithAll => "also what ended or was taken back";

    public override string WithPage => "which page, ten each";

    public override string AcceptedNow => "all that holds now";

    public override string UnacceptSummary => "take an acceptance back";

    public override string Id => "an acceptance's id, as accepted lists it";

    public override string UnacceptOne => "let its findings count again";

    public override string NotAKey(string typed) => $"'{typed}' is no key of a finding: 16 digits and letters from a to f, as findings lists them.";

    public override string NoFinding(string key) => $"No stored result has a finding with the key {key}. It may be of a scan that is gone; findings IMAGE lists those of now.";

    public override string NeedsReason(string option) => $"Say why it can stay: {option} \"not reachable from outside\". It is kept, and others read it.";

    public override string OnlyOne(string one, string other) => $"{one} and {other} do not go together.";

    public override string OnlyVulnerabilities(string option, string other) => $"{option} is for vulnerabilities of packages, and this finding is none. Use {other}, or neither.";

    public override string NoVulnerabilities(string option, string other) => $"{option} is for what is at a path or place, and this is a package's vulnerability. Use {other}, or neither.";

    public override string EndsAlways(string days, string falsePositive) => $"A false positive has no end: leave out {days}, or {falsePositive}.";

    public override string NeedsRule(string rule) => $"Only people whom a rule in {rule} names may accept for more than one repository.";

    public override string NoAcceptance(string id, string list) => $"There is no acceptance '{id}'. {list} lists them.";

    public override string TakenBackBefore(string id, string by, string at) => $"{id} was taken back before, by {by} on {at}.";

    public override string Accepted(string what) => $"Accepted: {what}";

    public override string TakenBack(string what) => $"Counts again: {what}";

    public override string List => "Accepted";

    public override string ListOf(int count) => string.Create(CultureInfo.InvariantCulture, $"Accepted: {count}");

    public override string Nothing => "Nothing is accepted: every finding counts.";

    public override string Acceptance => "Acceptance";

    public override string Reach => "Covers";

    public override string Reason => "Reason";

    public override string Ends => "Holds";

    public override string By => "By";

    public override string Covers(int findings, string image, string verdict)
        => string.Create(CultureInfo.InvariantCulture, $"It covers {findings} {(findings == 1 ? "finding" : "findings")} of {image}, whose verdict is {verdict} now. Nothing stored is changed, and it is on the record.");

    public override string UpTo(string risk) => $"up to risk {risk}";

    public override string TakeBack(string command) => $"{command} takes it back.";

    public override string Of(AcceptanceScope scope, string what, string where) => scope switch
    {
        AcceptanceScope.Finding => $"{what} in {where}",
        AcceptanceScope.Package => $"all vulnerabilities of {what} in {where}",
        AcceptanceScope.Path => $"all findings at {what} in {where}",
        AcceptanceScope.Repository => $"{what} in all of {where}",
    };

    public override string EndedLine(string line, string by, string at) => $"{line}; taken back by {by} on {at}";

    public override string ExpiredLine(string line) => $"{line}; its time is over";

    public override string PageOf(int page, int pages, string next) => string.Create(CultureInfo.InvariantCulture, $"Page {page} of {pages}; {next} shows another.");

    public override string AcceptDays(int days) => string.Create(CultureInfo.InvariantCulture, $"Accept {days} days");

    public override string FalsePositive => "False positive";
}
